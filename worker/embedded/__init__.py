"""Real Redis and real Elasticsearch without Docker, for one state folder, on this machine alone."""

from worker.embedded.addresses import Addresses, User, read_addresses
from worker.embedded.engines import Engines
from worker.embedded.reporting import Reporter, Silent

__all__ = ["Addresses", "Engines", "Reporter", "Silent", "User", "read_addresses"]
