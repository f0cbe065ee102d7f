"""Agents that are real HTTP servers: what they stream is what the client sees, and what they fail to say is said for them."""
import asyncio
import json
import pathlib
import ssl
import subprocess
import tempfile
import unittest
import unittest.mock

from gateway_under_test import PATIENCE, GatewayTestCase


A_NAME = "127.1"  # No address to the gateway, and known to every resolver, also where there is no file of hosts.


class Agent:
    """Answers each POST with `pieces`, and then hangs up, unless it is to stay silent. With `tls` it is reached by https."""

    def __init__(self, content_type, pieces, silent=False, tls=None):
        self.content_type, self.pieces, self.silent, self.tls = content_type, pieces, silent, tls
        self.asked = []
        self.writers = []

    async def start(self):
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.tls)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    async def _serve(self, reader, writer):
        self.writers.append(writer)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            length = int(head.partition("content-length:")[2].split()[0])
            self.asked.append(json.loads(await reader.readexactly(length)))
            if self.content_type:
                writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: {self.content_type}\r\nConnection: close\r\n\r\n".encode())
            for piece in self.pieces:
                writer.write(piece.encode())
                await writer.drain()
            if not self.silent:
                writer.close()
        except (ConnectionError, asyncio.IncompleteReadError):
            writer.close()

    @property
    def url(self):
        return f"http{'s' if self.tls else ''}://{A_NAME}:{self.port}/run"

    def stop(self):
        self.server.close()
        for writer in self.writers:
            writer.close()


SSE = ['data: {"type":"agent_thinking","da', 'ta":{"text":"hm"}}\n\n', 'data: {"type":"agent_message","data":{"text":"é"}}\r\n\r\n',
       'data: {"type":"agent_completed","data":{"ok":true}}\n\n']
NDJSON = ['{"type":"agent_thinking","data":{"text":"hm"}}\n{"type":"agent_mes', 'sage","data":{"text":"é"}}\n',
          '{"type":"agent_completed","data":{"ok":true}}\n']


class Agents(GatewayTestCase):
    async def run_with(self, agent, options=""):
        """All events of one run on this agent."""
        await agent.start()
        self.addCleanup(agent.stop)
        gateway = await self.gateway(config=f'[agents.helper]\nurl = "{agent.url}"\n{options}',
                                     data=f"data-{agent.port}")
        client = await self.client(gateway)
        accepted = await client.ask("start", thread="t1", agent="helper", input={"text": "hello"})
        self.assertEqual(accepted["type"], "run_accepted", accepted)
        await client.until_terminal(accepted["run"])
        events = client.events("t1")
        self.assert_dense(events)
        return events

    async def test_what_is_streamed_is_what_is_seen(self):
        for content_type, pieces in (("text/event-stream", SSE), ("application/x-ndjson; charset=utf-8", NDJSON)):
            with self.subTest(content_type):
                agent = Agent(content_type, pieces)
                events = await self.run_with(agent)
                self.assertEqual([event["type"] for event in events],
                                 ["user_message", "agent_started", "agent_thinking", "agent_message", "agent_completed"])
                self.assertEqual(events[3]["data"], {"text": "é"})
                self.assertEqual(agent.asked[0]["input"], {"text": "hello"})
                self.assertEqual(agent.asked[0]["run"], events[0]["run"])

    async def interrupted(self, agent, options, code):
        events = await self.run_with(agent, options)
        self.assert_one_terminal_event(events, "agent_interrupted")
        self.assertEqual(events[-1]["data"]["code"], code, events[-1])

    def identity(self):
        """A key and a certificate for the agent's name that it signed itself: the server's side of TLS, and the file that says so."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        key, certificate = (str(pathlib.Path(folder.name) / name) for name in ("key.pem", "certificate.pem"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
                        "-keyout", key, "-out", certificate, "-subj", "/CN=agent", "-addext", f"subjectAltName=DNS:{A_NAME}"],
                       check=True, capture_output=True, timeout=PATIENCE)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        return tls, certificate

    async def test_an_agent_is_reached_by_https_if_its_certificate_is_trusted(self):
        tls, certificate = self.identity()
        with unittest.mock.patch.dict("os.environ", SSL_CERT_FILE=certificate):
            events = await self.run_with(Agent("text/event-stream", SSE, tls=tls))
        self.assertEqual(events[-1]["type"], "agent_completed", events[-1])

    async def test_an_agent_whose_certificate_nobody_trusted_signed_is_not_told_a_word(self):
        agent = Agent("text/event-stream", SSE, tls=self.identity()[0])
        with unittest.mock.patch.dict("os.environ", SSL_CERT_FILE=self.identity()[1]):
            await self.interrupted(agent, "", "agent_unreachable")
        self.assertEqual(agent.asked, [])

    async def test_each_agent_has_deadlines_of_its_own(self):
        await self.interrupted(Agent(None, [], silent=True), 'first_byte_timeout = "100ms"\n', "first_byte_timeout")
        await self.interrupted(Agent("text/event-stream", SSE[:2], silent=True), 'idle_timeout = "100ms"\n', "idle_timeout")
        await self.interrupted(Agent("text/event-stream", SSE[:2], silent=True), 'total_timeout = "100ms"\n', "total_timeout")

    async def test_a_stream_that_ends_too_soon_is_an_interrupted_run(self):
        await self.interrupted(Agent("text/event-stream", SSE[:3]), "", "stream_ended")

    async def test_an_agent_that_is_not_there_is_an_interrupted_run(self):
        gateway = await self.gateway(config='[agents.helper]\nurl = "http://127.0.0.1:1/run"\n')
        client = await self.client(gateway)
        accepted = await client.ask("start", thread="t1", agent="helper", input="")
        end = await client.until_terminal(accepted["run"])
        self.assertEqual((end["type"], end["data"]["code"]), ("agent_interrupted", "agent_unreachable"))


if __name__ == "__main__":
    unittest.main()
