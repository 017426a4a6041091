"""Connections to the nodes of a cluster: a node that is gone is given up in seconds, not after a request's time."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING

import urllib3
from elastic_transport import ConnectionError as NodeAwayError
from elastic_transport import ConnectionTimeout, Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT

if TYPE_CHECKING:
    from elastic_transport import HttpHeaders
    from elastic_transport._node import NodeApiResponse
    from elastic_transport.client_utils import DefaultType

_OF_THE_NETWORK = (urllib3.exceptions.HTTPError, OSError, http.client.HTTPException)
CONNECT_SECONDS = 3.0  # a machine that is up takes or refuses a connection at once


class PromptNode(Urllib3HttpNode):
    """Tells "nobody is there" from "it is still busy".

    A request that found nobody was not sent, so the client goes to the next node with it. One that was sent may be
    under way still: that is a timeout, which the client leaves to its caller.
    """

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: DefaultType | float | None = DEFAULT,
    ) -> NodeApiResponse:
        """Send a request, as the base class says.

        What a signal raised amid it, such as a worker's time limit, is no failure of the node: the base class takes it
        for one, and the request would be sent again.

        Raises:
            elastic_transport.ConnectionError: Also when no connection came about in ``CONNECT_SECONDS``.
            elastic_transport.ConnectionTimeout: The node was reached and did not answer in time.
        """
        seconds = request_timeout if isinstance(request_timeout, int | float) else self.config.request_timeout
        connect = CONNECT_SECONDS if seconds is None else min(CONNECT_SECONDS, seconds)
        timeout: float = urllib3.Timeout(connect=connect, read=seconds)  # type: ignore[assignment] # urllib3 is given it
        try:
            return super().perform_request(method, target, body, headers, timeout)
        except ConnectionTimeout as error:
            if any(isinstance(cause, urllib3.exceptions.ConnectTimeoutError) for cause in error.errors):
                raise NodeAwayError(f"no connection within {connect:g} s", errors=error.errors) from error
            raise
        except NodeAwayError as error:
            for cause in error.errors:
                if not isinstance(cause, _OF_THE_NETWORK):
                    raise cause from None
            raise
