"""A real gateway, started for one test, and clients that nobody of this project wrote (python3-websockets) to talk to it.

Nothing here sleeps: every wait is for a message, a line or an exit, under a timeout that is far longer than it should take.
"""
import asyncio
import base64
import hashlib
import hmac
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import unittest

import websockets

ROOT = pathlib.Path(__file__).resolve().parents[2]
INTERLOCK = os.environ.get("INTERLOCK", str(ROOT / "build" / "dev" / "bin" / "interlock"))
SECRET = "a secret of the end-to-end tests, 32 bytes and more"
PATIENCE = float(os.environ.get("TEST_PATIENCE", "60"))  # Seconds until a wait is a failure; sanitizers are slow.
SUBPROTOCOL = "interlock.v1.json"
TERMINAL = {"agent_completed", "agent_failed", "agent_cancelled", "agent_interrupted"}


def within(awaitable, seconds=PATIENCE):
    return asyncio.wait_for(awaitable, seconds)


# ---- tokens --------------------------------------------------------------------------------------------------------


def token(subject, *arguments, secret=SECRET):
    """A token as an operator makes one: by the program."""
    made = subprocess.run([INTERLOCK, "token", "--auth-secret", secret, "--subject", subject, *arguments],
                          stdout=subprocess.PIPE, check=True, text=True, timeout=PATIENCE)
    return made.stdout.strip()


def forged(claims, secret=SECRET, algorithm="HS256"):
    """A token as an attacker, or another issuer, makes one."""

    def encoded(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    head = encoded(json.dumps({"alg": algorithm, "typ": "JWT"}).encode())
    body = encoded(json.dumps(claims).encode())
    signature = hmac.new(secret.encode(), head + b"." + body, hashlib.sha256).digest() if algorithm == "HS256" else b""
    return (head + b"." + body + b"." + encoded(signature)).decode()


def expired_token(subject="alice"):
    return forged({"sub": subject, "exp": int(time.time()) - 3600})


# ---- the process ---------------------------------------------------------------------------------------------------


class Gateway:
    """One `interlock serve` on a port of its own."""

    def __init__(self, data, arguments=(), environment=None):
        self.data = data
        self.arguments = arguments
        self.environment = environment or {}
        self.lines = []
        self.process = None
        self.port = 0

    async def start(self):
        arguments = ["serve", "--listen", "127.0.0.1:0", "--data", str(self.data), "--auth-secret", SECRET,
                     *self.arguments]
        if "--demo-pace" not in arguments:
            arguments += ["--demo-pace", "5ms"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("INTERLOCK")}
        self.process = await asyncio.create_subprocess_exec(
            INTERLOCK, *arguments, env={**environment, **self.environment},
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
        listening = asyncio.get_running_loop().create_future()
        self.readers = [asyncio.create_task(self._read(self.process.stdout, listening)),
                        asyncio.create_task(self._read(self.process.stderr, None))]
        try:
            self.port = await within(listening)
        except BaseException:
            await self.kill()
            raise
        return self

    async def _read(self, stream, listening):
        while line := (await stream.readline()).decode(errors="replace"):
            self.lines.append(line.rstrip("\n"))
            if listening and not listening.done() and line.startswith("listening on "):
                listening.set_result(int(line.rsplit(":", 1)[1]))
        if listening and not listening.done():
            listening.set_exception(AssertionError("the gateway ended before it listened:\n" + "\n".join(self.lines)))

    @property
    def running(self):
        return self.process is not None and self.process.returncode is None

    def terminate(self):
        self.process.terminate()

    async def wait(self):
        """The exit status; less than 0 is a signal."""
        status = await within(self.process.wait())
        await within(asyncio.gather(*self.readers))
        return status

    async def kill(self):
        if self.running:
            self.process.kill()
        await self.wait()

    def uri(self, path="/ws"):
        return f"ws://127.0.0.1:{self.port}{path}"

    # ---- HTTP, by hand, so that it can be wrong ----

    async def raw(self, request, *, until_closed=True):
        """Sends bytes, and returns all that comes back until the gateway hangs up (or until one whole response)."""
        reader, writer = await within(asyncio.open_connection("127.0.0.1", self.port))
        try:
            writer.write(request)
            await writer.drain()
            if until_closed:
                return await within(reader.read())
            return await within(read_response(reader))
        finally:
            writer.close()

    async def get(self, path, headers=None):
        """(status, headers in lower case, body)"""
        lines = [f"GET {path} HTTP/1.1", "Host: gateway", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        return parsed_response(await self.raw(("\r\n".join(lines) + "\r\n\r\n").encode(), until_closed=False))

    async def upgrade(self, headers=None, path="/ws"):
        """The answer to a WebSocket handshake that is right but for `headers`; `None` leaves one out."""
        fields = {"Host": "gateway", "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
                  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": SUBPROTOCOL, **(headers or {})}
        lines = [f"GET {path} HTTP/1.1"] + [f"{name}: {value}" for name, value in fields.items() if value is not None]
        return parsed_response(await self.raw(("\r\n".join(lines) + "\r\n\r\n").encode(), until_closed=False))


async def read_response(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    _, headers, _ = parsed_response(head)
    return head + await reader.readexactly(int(headers.get("content-length", 0)))


def parsed_response(data):
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return int(first.split(" ")[1]), headers, body


# ---- clients -------------------------------------------------------------------------------------------------------


class Client:
    """One WebSocket, and all that it has received. Answers the gateway's pings."""

    def __init__(self, socket):
        self.socket = socket
        self.received = []
        self.last_id = 0
        self.looked_at = 0

    @classmethod
    async def connect(cls, gateway, *, headers=None, subprotocols=(), path="/ws"):
        socket = await within(websockets.connect(
            gateway.uri(path), extra_headers=headers or {}, subprotocols=[SUBPROTOCOL, *subprotocols],
            ping_interval=None, max_size=None, open_timeout=PATIENCE, close_timeout=5))
        return cls(socket)

    @classmethod
    async def hello(cls, gateway, bearer, **fields):
        """A connection that is established; `established` holds what the gateway said."""
        client = await cls.connect(gateway)
        client.established = (await client.ask("hello", token=bearer, **fields))["data"]
        return client

    async def say(self, op, **fields):
        """Sends one message, without waiting; returns its id."""
        self.last_id += 1
        await self.socket.send(json.dumps({"id": self.last_id, "op": op, **fields}))
        return self.last_id

    async def ask(self, op, **fields):
        """Sends one message and returns the answer that has its id."""
        asked = await self.say(op, **fields)
        return await self.until(lambda message: message.get("id") == asked)

    async def receive(self):
        message = json.loads(await within(self.socket.recv()))
        if message["type"] == "ping":
            await self.socket.send(json.dumps({"op": "pong", "t": message["t"]}))
        self.received.append(message)
        return message

    async def until(self, wanted):
        """The next message for which `wanted` holds; each message is looked at once."""
        while True:
            while self.looked_at < len(self.received):
                message = self.received[self.looked_at]
                self.looked_at += 1
                if wanted(message):
                    return message
            await self.receive()

    async def until_type(self, *types):
        return await self.until(lambda message: message["type"] in types)

    async def until_terminal(self, run=None):
        return await self.until(lambda message: message["type"] in TERMINAL and run in (None, message["run"]))

    async def until_closed(self):
        """Takes what still comes; returns (code, reason) of the gateway's close."""
        try:
            while True:
                await self.receive()
        except websockets.ConnectionClosed:
            return self.socket.close_code, self.socket.close_reason

    def events(self, thread):
        return [message for message in self.received if message.get("thread") == thread and "seq" in message]

    def drop(self):
        """As a phone in a tunnel does: no close, the socket is just gone."""
        self.socket.transport.abort()

    async def close(self):
        await within(self.socket.close())


class RawWebSocket:
    """A WebSocket whose frames are written by hand, so that they can be wrong."""

    @classmethod
    async def connect(cls, gateway, path="/ws"):
        raw = cls()
        raw.reader, raw.writer = await within(asyncio.open_connection("127.0.0.1", gateway.port))
        raw.writer.write((f"GET {path} HTTP/1.1\r\nHost: gateway\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                          f"Sec-WebSocket-Protocol: {SUBPROTOCOL}\r\n\r\n").encode())
        status, headers, _ = parsed_response(await within(raw.reader.readuntil(b"\r\n\r\n")))
        assert status == 101, status
        assert headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", headers
        return raw

    def send(self, first_byte, payload, masked=True):
        frame = bytes([first_byte])
        mask_bit = 0x80 if masked else 0
        if len(payload) < 126:
            frame += bytes([mask_bit | len(payload)])
        else:
            frame += bytes([mask_bit | 126]) + struct.pack("!H", len(payload))
        if masked:
            mask = b"\x11\x22\x33\x44"
            frame += mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))
        else:
            frame += payload
        self.writer.write(frame)

    async def receive(self):
        """(opcode, payload) of the next frame."""
        first, second = await within(self.reader.readexactly(2))
        length = second & 0x7F
        if length == 126:
            (length,) = struct.unpack("!H", await within(self.reader.readexactly(2)))
        elif length == 127:
            (length,) = struct.unpack("!Q", await within(self.reader.readexactly(8)))
        return first & 0x0F, await within(self.reader.readexactly(length))

    async def close_code(self):
        """The code of the gateway's close frame."""
        while True:
            opcode, payload = await self.receive()
            if opcode == 8:
                return struct.unpack("!H", payload[:2])[0]

    def drop(self):
        self.writer.transport.abort()


class SlowService:
    """A real HTTP service that answers 503 until it is told to be well."""

    def __init__(self):
        self.well = False

    async def start(self):
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    async def _serve(self, reader, writer):
        try:
            await reader.readuntil(b"\r\n\r\n")
            status = "200 OK" if self.well else "503 Service Unavailable"
            writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def stop(self):
        self.server.close()


# ---- the test case -------------------------------------------------------------------------------------------------


class GatewayTestCase(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="interlock-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.gateways = []

    async def gateway(self, *arguments, config=None, data="data"):
        """Starts a gateway that ends with the test; what it logged is shown if the test fails."""
        if config is not None:
            file = self.folder / "interlock.toml"
            file.write_text(config)
            arguments = (*arguments, "--config", str(file))
        gateway = Gateway(self.folder / data, arguments)
        self.gateways.append(gateway)
        self.addAsyncCleanup(self._end, gateway)
        return await gateway.start()

    async def _end(self, gateway):
        died = gateway.process is not None and gateway.process.returncode not in (None, 0, -9)
        if gateway.process is not None:
            await gateway.kill()
        outcome = getattr(self, "_outcome", None)
        if died or (outcome is not None and not outcome.success):
            print(f"---- {self.id()}: what the gateway wrote (last 200 lines)", file=sys.stderr)
            print("\n".join(gateway.lines[-200:]), file=sys.stderr)
        self.assertFalse(died, f"the gateway ended with {gateway.process.returncode if gateway.process else None}")

    async def client(self, gateway, subject="alice", *token_arguments, **fields):
        client = await Client.hello(gateway, token(subject, *token_arguments), **fields)
        self.addAsyncCleanup(self._drop, client)
        return client

    async def connect(self, gateway, **options):
        client = await Client.connect(gateway, **options)
        self.addAsyncCleanup(self._drop, client)
        return client

    @staticmethod
    async def _drop(client):
        if client.socket.transport is not None:
            client.drop()

    def assert_dense(self, events, first=1):
        """Nothing missed, nothing repeated, in order."""
        self.assertEqual([event["seq"] for event in events], list(range(first, first + len(events))))

    def assert_one_terminal_event(self, events, wanted=None):
        ends = [event["type"] for event in events if event["type"] in TERMINAL]
        self.assertEqual(len(ends), 1, ends)
        self.assertIn(events[-1]["type"], TERMINAL)
        if wanted:
            self.assertEqual(ends, [wanted])

    def assert_error(self, message, code):
        self.assertEqual(message["type"], "error", message)
        self.assertEqual(message["error"]["code"], code, message)
        self.assertIsInstance(message["error"]["retryable"], bool)
        self.assertTrue(message["error"]["message"])
