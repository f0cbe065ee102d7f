"""Talks once to the gateway whose standard output goes to the file that is given: ready, hello, a run, its terminal event."""
import asyncio
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "docs" / "examples"))
import talk


async def found(file, pattern):
    """What the file comes to say."""
    while not (match := re.search(pattern, file.read_text())):
        await asyncio.sleep(0.05)
    return match.group(1)


async def main():
    file = pathlib.Path(sys.argv[1])
    address = await asyncio.wait_for(found(file, r"listening on (\S+:\d+)\n"), 60)
    bearer = await asyncio.wait_for(found(file, r"(eyJ[\w-]+\.[\w-]+\.[\w-]+)"), 60)
    await asyncio.wait_for(talk.ready(f"http://{address}/readyz"), 60)
    said = await asyncio.wait_for(talk.talk(f"ws://{address}/ws", bearer, "smoke"), 60)
    assert said[0] == "user_message" and said[-1] == "agent_completed", said


asyncio.run(main())
