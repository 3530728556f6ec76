"""The environment and a netrc file in, what answers a store that asks who we are out.

A password stands nowhere but here: in no address, message or representation. It goes to the origin that it was given for and to no other;
over plain http to another machine only as the digest of a challenge, from which nobody on the way reads it.
"""

from __future__ import annotations

import base64
import netrc
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from stancegraph.endpoints import StoreError, is_local, origin

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

__all__ = ["Answer", "Credentials", "answers", "found", "from_netrc"]

USER, PASSWORD, TOKEN = "STANCEGRAPH_USER", "STANCEGRAPH_PASSWORD", "STANCEGRAPH_TOKEN"
REFUSED = frozenset({401, 403})
"""What a store answers who wants to know who asks; some say 403 without a challenge."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password, or a token; where they come from can be told, what they are cannot."""

    source: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def scrubbed(self, text: str) -> str:
        """The text without the secrets, should a server repeat what it was sent."""
        pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode() if self.password else ""
        for secret in filter(None, (self.token, self.password, pair)):
            text = text.replace(secret, "***")
        return text


def answers(address: str, queries: str | None, environment: Mapping[str, str]) -> list[Answer]:
    """What answers a store's Graph Store address, and its query address where that has another origin and a netrc entry of its own.

    What stands in the environment is meant for the first alone.

    Raises:
        StoreError: As for `found`; or a token would cross a network in the clear.
    """
    known = {address: found(address, environment)}
    if queries and origin(queries) != origin(address):
        known[queries] = from_netrc(queries, environment)
    return [Answer(where, credentials) for where, credentials in known.items() if credentials]


def found(address: str, environment: Mapping[str, str]) -> Credentials | None:
    """The credentials for a store: from the environment, else from a netrc file, else None.

    Raises:
        StoreError: The variables contradict one another or hold what no header can, or the netrc file cannot be read.
    """
    user, password, token = (environment.get(name, "") for name in (USER, PASSWORD, TOKEN))
    if token and (user or password):
        raise StoreError(f"{TOKEN} and {USER} or {PASSWORD} are all set: keep what the store takes and unset the other")
    if token:
        if not re.fullmatch(r"[\x21-\x7e]+", token):
            raise StoreError(f"{TOKEN} holds a space, a line end or a character beyond ASCII, which no header takes: set it again")
        return Credentials(TOKEN, token=token)
    if bool(user) != bool(password):
        raise StoreError(f"{USER if user else PASSWORD} is set and {PASSWORD if user else USER} is not: set both or neither")
    if user:
        return _named(f"{USER} and {PASSWORD}", user, password)
    return from_netrc(address, environment)


def from_netrc(address: str, environment: Mapping[str, str]) -> Credentials | None:
    """What a netrc file (`NETRC`, else `~/.netrc`) has for the address's host; None where there is no file or no entry.

    Raises:
        StoreError: The file cannot be read, or others may read it.
    """
    path = environment.get("NETRC") or None
    try:
        entry = netrc.netrc(path).authenticators(urlsplit(address).hostname or "")
    except FileNotFoundError:
        return None
    except netrc.NetrcParseError as error:  # its own text may quote the word at which it stumbled, which may be a password
        line = f", line {error.lineno}" if error.lineno else ""
        raise StoreError(f"{error.filename}{line} is no netrc file, or others than you may read it: mend it, or `chmod 600` it") from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path or '~/.netrc'} cannot be read: {getattr(error, 'strerror', None) or 'it is no UTF-8 text'}") from None
    return _named("the netrc file", entry[0], entry[2] or "") if entry else None


def _named(source: str, user: str, password: str) -> Credentials:
    if re.search(r'[\x00-\x1f\x7f":]', user):
        raise StoreError(f"the user in {source} holds a colon, a quotation mark or a line end, which no store can be told")
    return Credentials(source, user=user, password=password)


class Answer(httpx.Auth):
    """Shows credentials to one origin: a token at once, a password as the store asks for it (RFC 7616 digest before RFC 7617 basic)."""

    def __init__(self, address: str, credentials: Credentials) -> None:
        """For all requests to the address's origin.

        Raises:
            StoreError: A token would cross a network in the clear.
        """
        self.origin, self.credentials = origin(str(httpx.URL(address))), credentials
        self._private = address.lower().startswith("https:") or is_local(address)
        self._chosen: httpx.Auth | None = None
        if credentials.token and not self._private:
            raise self._exposed("the token")

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """One request with what the store asks for; without, wherever else it goes."""
        if origin(str(request.url)) != self.origin:
            yield request
        elif self.credentials.token:
            request.headers["Authorization"] = f"Bearer {self.credentials.token}"
            yield request
        elif self._chosen:
            yield from self._chosen.auth_flow(request)
        else:
            yield from self._asked(request)

    def _asked(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Asks bare first, so that a password leaves only in the form that the store names."""
        response = yield request
        if response.status_code not in REFUSED:
            return
        challenges = [value.partition(" ")[0].lower() for value in response.headers.get_list("www-authenticate")]
        if "digest" in challenges:
            self._chosen = httpx.DigestAuth(self.credentials.user, self.credentials.password)
        elif self._private:
            self._chosen = httpx.BasicAuth(self.credentials.user, self.credentials.password)
        else:
            raise self._exposed("the password")
        flow = self._chosen.auth_flow(request)
        again = next(flow)
        if "digest" in challenges:
            try:
                again = flow.send(response)
            except (KeyError, NotImplementedError) as error:
                raise StoreError(f"the store asks for a kind of digest that this program does not speak: {error}") from None
        yield again

    def _exposed(self, what: str) -> StoreError:
        scheme, host, port = self.origin
        return StoreError(
            f"{what} would cross the network in the clear, since {scheme}://{host}:{port} is neither https nor this machine: use its https "
            f"address, or a tunnel (`ssh -L {port}:localhost:{port} {host}`) with localhost as the endpoint's host"
        )
