"""The connection is lost, the process is killed: with its cursor the client misses nothing and sees nothing twice."""
import unittest

from gateway_under_test import GatewayTestCase, TERMINAL


class LostConnection(GatewayTestCase):
    async def started(self, gateway, seen):
        """A client in the middle of a run that has read up to its `seen`th event."""
        client = await self.client(gateway)
        await client.ask("start", thread="t1", agent="demo", input="do not lose me")
        await client.until(lambda message: message.get("seq") == seen)
        return client

    def resume(self, client):
        cursor = client.events("t1")[-1]["cursor"]
        return {"session": client.established["session"], "token": client.established["resume_token"], "threads": {"t1": cursor}}

    async def test_back_in_the_middle_of_the_run_nothing_is_missed_or_repeated(self):
        gateway = await self.gateway("--demo-pace", "50ms")
        before = await self.started(gateway, 5)
        before.drop()
        after = await self.client(gateway, resume=self.resume(before))
        self.assertTrue(after.established["resumed"])
        self.assertEqual(after.established["session"], before.established["session"])
        self.assertIn("t1", after.established["attached"])
        await after.until_terminal()
        everything = before.events("t1") + after.events("t1")
        self.assert_dense(everything)
        self.assert_one_terminal_event(everything, "agent_completed")

    async def test_back_after_the_run_has_ended_the_rest_is_replayed(self):
        gateway = await self.gateway("--demo-pace", "20ms")
        watcher = await self.client(gateway, attach={"t1": ""})
        before = await self.started(gateway, 4)
        before.drop()
        await watcher.until_terminal()
        after = await self.client(gateway, resume=self.resume(before))
        await after.until_type("caught_up")
        self.assertEqual(before.events("t1") + after.events("t1"), watcher.events("t1"))

    async def test_two_tabs_cannot_hold_one_session(self):
        gateway = await self.gateway("--demo-pace", "50ms")
        before = await self.started(gateway, 3)
        after = await self.client(gateway, resume=self.resume(before))
        self.assertEqual((await before.until_closed())[0], 4004)
        await after.until_terminal()
        self.assert_one_terminal_event(after.events("t1"), "agent_completed")

    async def test_a_wrong_resume_token_brings_a_new_session(self):
        gateway = await self.gateway()
        before = await self.started(gateway, 3)
        resume = {**self.resume(before), "token": "rt0123456789abcdef"}
        after = await self.client(gateway, resume=resume)
        self.assertFalse(after.established["resumed"])
        self.assertNotEqual(after.established["session"], before.established["session"])


class KilledProcess(GatewayTestCase):
    async def test_after_kill_9_the_cursor_gets_every_acknowledged_event_and_agent_interrupted(self):
        gateway = await self.gateway("--demo-pace", "50ms")
        client = await self.client(gateway)
        run = (await client.ask("start", thread="t1", agent="demo", idempotency_key="k1", input="survive"))["run"]
        await client.until(lambda message: message.get("seq") == 6)
        await gateway.kill()
        await client.until_closed()
        acknowledged = client.events("t1")
        self.assert_dense(acknowledged)

        gateway = await self.gateway()
        again = await self.client(gateway)
        attached = await again.ask("attach", thread="t1", after=acknowledged[1]["cursor"])
        self.assertEqual(attached["type"], "attached", attached)
        await again.until_terminal(run)
        events = again.events("t1")
        self.assert_dense(events, first=3)
        self.assertEqual(events[: len(acknowledged) - 2], acknowledged[2:])
        self.assert_one_terminal_event(events, "agent_interrupted")
        self.assertEqual(events[-1]["run"], run)

        # The key is remembered too: the same start is the same run, and the thread is free for another one.
        replayed = await again.ask("start", thread="t1", agent="demo", idempotency_key="k1", input="survive")
        self.assertEqual((replayed["type"], replayed["run"], replayed["replayed"]), ("run_accepted", run, True))
        other = await again.ask("start", thread="t1", agent="demo", input="go on")
        self.assertEqual(other["type"], "run_accepted")
        await again.until_terminal(other["run"])
        self.assert_dense(again.events("t1"), first=3)

    async def test_a_restart_keeps_what_was_complete_as_it_was(self):
        gateway = await self.gateway()
        client = await self.client(gateway)
        await client.ask("start", thread="t1", agent="demo", input="keep me")
        await client.until_terminal()
        await gateway.kill()
        gateway = await self.gateway()
        again = await self.client(gateway, attach={"t1": ""})
        await again.until_type("caught_up")
        self.assertEqual(again.events("t1"), client.events("t1"))
        self.assertEqual(sum(event["type"] in TERMINAL for event in again.events("t1")), 1)


if __name__ == "__main__":
    unittest.main()
