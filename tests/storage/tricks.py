"""What the tests ask of a pool whose children may play the tricks of `drawings`."""

from storage.imaging import ImagingPool

TRICKS = "tests.storage.drawings"
NAMES = ("hang", "die", "fail", "talk", "limits", "devour", "process", "flood", "missing")
FUNCTIONS = tuple(f"{TRICKS}:{name}" for name in NAMES)


async def process(pool: ImagingPool) -> tuple[int, int, int]:
    pid, session, niceness = eval(await pool.call(f"{TRICKS}:process"))
    return pid, session, niceness
