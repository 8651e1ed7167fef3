"""Where a message may go: to servers of the public net over TLS, and to hosts that are named.

A name is resolved once, each of its addresses is looked at, and the connection is made to the
address that was looked at; so a name that points elsewhere a moment later leads nowhere.
"""

from __future__ import annotations

import http.client
import ipaddress
import os
import socket
import ssl
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from ...errors import DataError, Problem, worded

HOSTS_VARIABLE: Final = "AFTERSALES_DOCS_WEBHOOK_HOSTS"
_SECONDS: Final = 10
_LONGEST: Final = 500
# Addresses of version 6 in which one of version 4 is hidden.
_HIDING: Final = ipaddress.ip_network("64:ff9b::/96")


class RefusedError(Exception):
    """The name leads to an address that nothing may be sent to, or to none."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: a host and what is asked of it; ``trusted`` if it is named."""

    scheme: str
    host: str
    port: int
    path: str
    trusted: bool


def target(address: str) -> Target:
    """The target of an address.

    Raises:
        DataError: nothing may be sent there.

    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise _refused(address) from error
    host = (parts.hostname or "").rstrip(".")
    plain = address.isascii() and address.isprintable() and " " not in address
    if not plain or not host or parts.username is not None or len(address) > _LONGEST:
        raise _refused(address)
    trusted = _named(host, port)
    if parts.scheme != "https" and not (trusted and parts.scheme == "http"):
        raise _refused(address)
    port = port or (443 if parts.scheme == "https" else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    made = Target(parts.scheme, host, port, path, trusted)
    if not trusted and _literal(host) and not _is_public(host):
        raise _refused(address)
    return made


def _named(host: str, port: int | None) -> bool:
    """Whether who runs the desk named the host, or the host with this port."""
    given = os.environ.get(HOSTS_VARIABLE, "").replace(",", " ").lower().split()
    return host in given or f"{host}:{port}" in given


def _refused(address: str) -> DataError:
    return DataError(
        Problem(
            "webhook-address",
            worded("nothing may be sent to '{address}'.", address=address[:100]),
            worded(
                "Give an https:// address of the public net; or let who runs the desk name its "
                "host in {variable}.",
                variable=HOSTS_VARIABLE,
            ),
            "address",
        )
    )


def _literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_public(address: str) -> bool:
    one = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(one, ipaddress.IPv6Address):
        if one.ipv4_mapped is not None:
            return _is_public(str(one.ipv4_mapped))
        if one.sixtofour or one.teredo or one in _HIDING:
            return False
    return one.is_global and not one.is_multicast


def looked_up(where: Target) -> str:
    """The address that the name of a host leads to.

    Raises:
        RefusedError: to none, or to one that nothing may be sent to.

    """
    try:
        found = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise RefusedError("name not found") from error
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not (where.trusted or all(map(_is_public, addresses))):
        raise RefusedError("address not public")
    return addresses[0]


class _Plain(http.client.HTTPConnection):
    """A connection to the address that was looked at, whatever the name leads to now."""

    def __init__(self, where: Target, address: str) -> None:
        super().__init__(where.host, where.port, timeout=_SECONDS)
        self._address = address

    def connect(self) -> None:
        """Connect."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)


class _Secure(_Plain):
    """The same with TLS; the certificate must be that of the name."""

    def connect(self) -> None:
        """Connect, and see who is there."""
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def post(where: Target, body: bytes, headers: dict[str, str]) -> int:
    """Send ``body`` and give the status of the answer; no redirection is followed.

    Raises:
        RefusedError: nothing may be sent there.
        OSError: there is no connection.
        http.client.HTTPException: the answer is none of HTTP.

    """
    kind = _Secure if where.scheme == "https" else _Plain
    connection = kind(where, looked_up(where))
    try:
        connection.request("POST", where.path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()
