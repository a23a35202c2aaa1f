"""How much each user may ask for within a minute, in this process."""

import math
from time import monotonic

from resolvers.errors import RateLimitedError

_WINDOW_SECONDS = 60.0
_MOST_KNOWN = 10_000


class Rate:
    """So many at once, and as many again in each minute (the generic cell rate algorithm)."""

    def __init__(self, most: int) -> None:
        self._pause = _WINDOW_SECONDS / most
        # When each user's bucket is full again.
        self._full_at: dict[int, float] = {}

    def take(self, user_id: int) -> None:
        """Count one; raises ``RateLimitedError`` where that is one too many."""
        now = monotonic()
        full_at = max(now, self._full_at.get(user_id, now)) + self._pause
        wait = full_at - now - _WINDOW_SECONDS
        if wait > 1e-6:
            seconds = math.ceil(wait)
            raise RateLimitedError(f"Too many queries: go on in {seconds} second(s).", seconds)
        if len(self._full_at) >= _MOST_KNOWN:
            self._full_at = {user: at for user, at in self._full_at.items() if at > now}
        self._full_at[user_id] = full_at
