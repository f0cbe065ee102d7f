"""SIGTERM: not ready first, a goodbye to everybody, the grace period, terminal events, exit 0."""
import unittest

import websockets

from gateway_under_test import GatewayTestCase, RawWebSocket


class Drain(GatewayTestCase):
    async def test_everybody_is_told_every_run_ends_and_the_process_exits_with_0(self):
        gateway = await self.gateway("--demo-pace", "500ms", "--drain-grace", "2s")
        client = await self.client(gateway)
        run = (await client.ask("start", thread="t1", agent="demo", input="cut me"))["run"]
        await client.until_type("agent_started")
        gateway.terminate()
        goodbye = await client.until_type("goodbye")
        self.assertEqual((goodbye["code"], goodbye["reason"], goodbye["reconnect"]), (1012, "draining", True))
        self.assertTrue(0 <= goodbye["delay_ms"] <= 2000, goodbye)
        self.assertEqual((await gateway.get("/readyz"))[0], 503)
        try:
            refused = await client.ask("start", thread="t2", agent="demo", input="too late")
            self.assert_error(refused, "draining")
        except websockets.ConnectionClosed:
            pass  # Its delay was short.
        self.assertEqual((await client.until_closed())[0], 1012)
        self.assertEqual(await gateway.wait(), 0)

        gateway = await self.gateway()
        again = await self.client(gateway, attach={"t1": ""})
        await again.until_type("caught_up")
        events = again.events("t1")
        self.assert_dense(events)
        self.assert_one_terminal_event(events, "agent_interrupted")
        self.assertEqual(events[-1]["run"], run)
        self.assertEqual(events[: len(client.events("t1"))], client.events("t1"))

    async def test_a_run_that_ends_within_the_grace_period_is_not_cut(self):
        gateway = await self.gateway("--demo-pace", "20ms", "--drain-grace", "5s")
        client = await self.client(gateway)
        await client.ask("start", thread="t1", agent="demo", input="let me finish")
        gateway.terminate()
        await client.until_closed()
        self.assertEqual(await gateway.wait(), 0)
        gateway = await self.gateway()
        again = await self.client(gateway, attach={"t1": ""})
        await again.until_type("caught_up")
        self.assert_one_terminal_event(again.events("t1"), "agent_completed")

    async def test_who_comes_after_it_began_is_told_and_closed_at_once(self):
        gateway = await self.gateway("--drain-grace", "60s", "--demo-pace", "100ms", "--echo")
        client = await self.client(gateway)
        run = (await client.ask("start", thread="t1", agent="demo", input="keeps the process"))["run"]
        gateway.terminate()
        await client.until_type("goodbye")
        for path in ("/ws", "/echo"):
            late = await RawWebSocket.connect(gateway, path)
            self.assertEqual(await late.close_code(), 1012)
            late.drop()
        await client.until_terminal(run)
        client.drop()
        self.assertEqual(await gateway.wait(), 0)

    async def test_goodbye_is_said_once(self):
        gateway = await self.gateway("--drain-grace", "0ms")
        client = await self.client(gateway)
        gateway.terminate()
        self.assertEqual((await client.until_closed())[0], 1012)
        self.assertEqual([message["type"] for message in client.received].count("goodbye"), 1)
        self.assertEqual(await gateway.wait(), 0)

    async def test_an_idle_process_ends_at_once(self):
        gateway = await self.gateway("--drain-grace", "60s")
        gateway.terminate()
        self.assertEqual(await gateway.wait(), 0)


if __name__ == "__main__":
    unittest.main()
