"""A thread id is scoped by its owner: what is not allowed looks the same as what is not there."""
import unittest

from gateway_under_test import GatewayTestCase


class Isolation(GatewayTestCase):
    async def test_the_same_id_names_another_thread_for_another_user(self):
        gateway = await self.gateway()
        alice = await self.client(gateway, "alice", attach={"t1": ""})
        bob = await self.client(gateway, "bob", attach={"t1": ""})
        run = (await bob.ask("start", thread="t1", agent="demo", input="bob's secret"))["run"]
        await bob.until_terminal(run)
        own = (await alice.ask("start", thread="t1", agent="demo", input="alice's own"))["run"]
        await alice.until_terminal(own)
        self.assert_dense(alice.events("t1"))
        self.assertEqual({event["run"] for event in alice.events("t1")}, {own})
        self.assertNotIn("bob's secret", str(alice.received))

    async def test_a_qualified_id_is_not_found_without_a_claim_and_served_with_one(self):
        gateway = await self.gateway("--demo-pace", "50ms")
        bob = await self.client(gateway, "bob")
        run = (await bob.ask("start", thread="t1", agent="demo", input="shared"))["run"]

        alice = await self.client(gateway, "alice")
        self.assert_error(await alice.ask("attach", thread="bob/t1", after=""), "not_found")
        self.assert_error(await alice.ask("attach", thread="bob/nothing", after=""), "not_found")
        self.assert_error(await alice.ask("start", thread="bob/t1", agent="demo", input="mine now"), "not_found")
        self.assert_error(await alice.ask("cancel", run=run), "not_found")

        carol = await self.client(gateway, "carol", "--thread", "bob/*")
        self.assertEqual((await carol.ask("attach", thread="bob/t1", after=""))["type"], "attached")
        await carol.until_terminal(run)
        await bob.until_terminal(run)
        seen = [{**event, "thread": "t1"} for event in carol.events("bob/t1")]
        self.assertEqual(seen, bob.events("t1"))
        self.assert_one_terminal_event(seen, "agent_completed")

    async def test_a_session_cannot_be_resumed_by_another_user(self):
        gateway = await self.gateway()
        bob = await self.client(gateway, "bob")
        stolen = {"session": bob.established["session"], "token": bob.established["resume_token"]}
        alice = await self.client(gateway, "alice", resume=stolen)
        self.assertFalse(alice.established["resumed"])
        self.assertEqual((await bob.ask("attach", thread="t1"))["type"], "attached")

    async def test_the_owner_may_use_the_long_name_too(self):
        gateway = await self.gateway()
        bob = await self.client(gateway, "bob", attach={"bob/t1": ""})
        await bob.ask("start", thread="t1", agent="demo", input="two names")
        await bob.until(lambda message: message["type"] == "agent_completed" and message["thread"] == "bob/t1")
        self.assert_dense(bob.events("bob/t1"))


if __name__ == "__main__":
    unittest.main()
