"""Real Redis and real Elasticsearch without Docker, for one state folder, on this machine alone."""

from typing import TYPE_CHECKING

from worker.on_demand import on_demand

if TYPE_CHECKING:
    from worker.embedded.addresses import Addresses, User, read_addresses
    from worker.embedded.engines import Engines
    from worker.embedded.reporting import Reporter, Silent
else:
    __getattr__ = on_demand(
        __name__,
        {
            "Addresses": "addresses",
            "Engines": "engines",
            "Reporter": "reporting",
            "Silent": "reporting",
            "User": "addresses",
            "read_addresses": "addresses",
        },
    )

__all__ = ["Addresses", "Engines", "Reporter", "Silent", "User", "read_addresses"]
