#!/usr/bin/python3
"""Talks to an agent through Interlock, with nothing but Debian's python3-websockets.

    /usr/bin/python3 docs/examples/talk.py ws://HOST:PORT/ws TOKEN [TEXT]
"""
import asyncio
import json
import sys
import urllib.error
import urllib.request

import websockets

TERMINAL = {"agent_completed", "agent_failed", "agent_cancelled", "agent_interrupted"}


async def ready(url):
    """Returns when /readyz answers 200. A client need not do this: the gateway lets it wait."""
    while True:
        try:
            with urllib.request.urlopen(url) as answer:
                return print(url, answer.status)
        except urllib.error.URLError:
            await asyncio.sleep(0.1)


async def talk(url, token, text):
    """One run of the agent `demo` on the thread `first`; returns the types of its events."""
    async with websockets.connect(url, subprotocols=["interlock.v1.json"]) as socket:
        await socket.send(json.dumps({"id": 1, "op": "hello", "token": token}))
        await socket.send(json.dumps({"id": 2, "op": "start", "thread": "first", "agent": "demo", "input": {"text": text}}))
        types = []
        async for frame in socket:
            message = json.loads(frame)
            print(frame)
            if message["type"] == "error":
                raise SystemExit(1)
            if "seq" in message:
                types.append(message["type"])
            if message["type"] in TERMINAL:
                return types


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        raise SystemExit(__doc__)
    address, bearer = sys.argv[1:3]
    asyncio.run(talk(address, bearer, sys.argv[3] if len(sys.argv) == 4 else "Hello!"))
