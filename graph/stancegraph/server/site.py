"""What a folder of `making` holds, with the processes that answer from it: one version of a project as it is served."""

from __future__ import annotations

import asyncio
import shutil
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final, NamedTuple

from stancegraph.server.making import made
from stancegraph.server.pool import Pool

if TYPE_CHECKING:
    from stancegraph.server.making import Made
    from stancegraph.server.pool import Limits

__all__ = ["LARGEST", "Desk", "Site", "folder"]

LARGEST: Final = 16 << 20  # bytes of one answer
MEMORY: Final = 256 << 20  # bytes that one question may take


def folder() -> Path:
    """A new folder for one version, which nobody else may read."""
    return Path(mkdtemp(prefix="stancegraph-"))


class Site(NamedTuple):
    """One version of a project."""

    folder: Path
    made: Made
    pool: Pool
    page: bytes
    tag: str
    """The page's entity tag."""

    @classmethod
    def of(cls, path: Path, limits: Limits) -> Site:
        """The version that was made in a folder; its processes are not started yet.

        Raises:
            OSError: The folder cannot be read.
        """
        found, page = made(path), (path / "page.html").read_bytes()
        pool = Pool(found.source(path, MEMORY, LARGEST), limits)
        return cls(path, found, pool, page, f'"{sha256(page).hexdigest()[:32]}"')

    def same(self, other: Site) -> bool:
        """Whether it answers as another one does."""
        return (self.made.digest, self.made.title, self.tag) == (other.made.digest, other.made.title, other.tag)

    async def retire(self) -> None:
        """Let it answer what it was asked, then take it away."""
        await self.pool.retire()
        shutil.rmtree(self.folder, ignore_errors=True)

    async def close(self) -> None:
        """Take it away at once."""
        await self.pool.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Desk:
    """The version that is served now, and those that still answer what they were asked before."""

    def __init__(self, site: Site) -> None:
        """Begins with the first."""
        self.site = site
        self._former: dict[asyncio.Task[None], Site] = {}

    def put(self, site: Site) -> None:
        """Serve another version from now on."""
        former, self.site = self.site, site
        retiring = asyncio.ensure_future(former.retire())
        self._former[retiring] = former
        retiring.add_done_callback(lambda done: self._former.pop(done, None))

    def stop(self) -> None:
        """End whatever runs."""
        for site in (self.site, *self._former.values()):
            site.pool.stop()

    async def close(self) -> None:
        """Take all of them away."""
        for retiring, former in list(self._former.items()):
            retiring.cancel()
            await former.close()
        await self.site.close()
