"""A whole conversation over a real socket: hello, attach, start, the agent's events, the end, and the same again from the log."""
import json
import unittest

from gateway_under_test import Client, GatewayTestCase, expired_token, token


class Conversation(GatewayTestCase):
    async def test_a_run_of_the_demo_agent_is_seen_from_its_first_event_to_its_last(self):
        gateway = await self.gateway()
        client = await self.client(gateway)
        self.assertFalse(client.established["resumed"])
        self.assertRegex(client.established["session"], "^s[0-9a-f]{16}$")
        self.assertEqual(client.established["limits"], {"frame": 65536, "queue": 1048576})

        attached = await client.ask("attach", thread="t1", after="")
        self.assertEqual(attached["type"], "attached")
        self.assertEqual((attached["thread"], attached["replay"], attached["runs"]), ("t1", 0, []))
        await client.until_type("caught_up")

        accepted = await client.ask("start", thread="t1", agent="demo", input={"text": "hello there"})
        self.assertEqual(accepted["type"], "run_accepted")
        self.assertFalse(accepted["replayed"])
        await client.until_terminal(accepted["run"])

        events = client.events("t1")
        self.assert_dense(events)
        types = [event["type"] for event in events]
        self.assertEqual(types[:5], ["user_message", "agent_started", "agent_thinking", "tool_executing", "tool_completed"])
        self.assertEqual(set(types[5:-1]), {"agent_message"})
        self.assert_one_terminal_event(events, "agent_completed")
        self.assertEqual({event["run"] for event in events}, {accepted["run"]})
        self.assertEqual("".join(event["data"]["text"] for event in events[5:-1]), events[-1]["data"]["text"])
        self.assertIn("hello there", events[-1]["data"]["text"])
        for event in events:
            self.assertEqual(event["cursor"].split(".")[1], f"{event['seq']:010}")

    async def test_a_cursor_replays_exactly_what_follows_it(self):
        gateway = await self.gateway()
        first = await self.client(gateway)
        await first.ask("start", thread="t1", agent="demo", input="again")
        await first.until_terminal()
        everything = first.events("t1")

        second = await self.client(gateway)
        attached = await second.ask("attach", thread="t1", after=everything[3]["cursor"])
        self.assertEqual(attached["replay"], len(everything) - 4)
        self.assertEqual(attached["head"], everything[-1]["cursor"])
        caught_up = await second.until_type("caught_up")
        self.assertEqual(caught_up["cursor"], everything[-1]["cursor"])
        self.assertEqual(second.events("t1"), everything[4:])

    async def test_start_attaches_first_so_that_no_event_is_lost(self):
        gateway = await self.gateway()
        client = await self.client(gateway)
        await client.ask("start", thread="t1", agent="demo", input="unattached")
        await client.until_terminal()
        self.assert_dense(client.events("t1"))
        self.assertEqual(client.events("t1")[0]["type"], "user_message")

    async def test_everybody_who_is_attached_sees_the_same(self):
        gateway = await self.gateway()
        one = await self.client(gateway, attach={"t1": ""})
        other = await self.client(gateway, attach={"t1": ""})
        self.assertEqual(one.established["attached"], ["t1"])
        await one.until_type("caught_up")
        await other.until_type("caught_up")
        await one.ask("start", thread="t1", agent="demo", input="for two")
        await one.until_terminal()
        await other.until_terminal()
        self.assertEqual(one.events("t1"), other.events("t1"))

    async def test_a_client_that_detaches_sees_no_more_and_the_run_goes_on(self):
        gateway = await self.gateway("--demo-pace", "20ms")
        client = await self.client(gateway)
        watcher = await self.client(gateway, attach={"t1": ""})
        await client.ask("start", thread="t1", agent="demo", input="detached")
        await client.until_type("agent_started")
        self.assertEqual((await client.ask("detach", thread="t1"))["type"], "detached")
        seen = len(client.events("t1"))
        await watcher.until_terminal()
        self.assert_error(await client.ask("detach", thread="t1"), "not_attached")
        self.assertEqual(len(client.events("t1")), seen)
        self.assert_one_terminal_event(watcher.events("t1"), "agent_completed")

    async def test_a_cancelled_run_ends_in_agent_cancelled(self):
        gateway = await self.gateway("--demo-pace", "100ms")
        client = await self.client(gateway)
        run = (await client.ask("start", thread="t1", agent="demo", input="to be stopped"))["run"]
        await client.until_type("agent_thinking")
        cancelled = await client.ask("cancel", run=run)
        self.assertEqual((cancelled["type"], cancelled["run"]), ("cancel_accepted", run))
        if not any(event["type"] == "agent_cancelled" for event in client.events("t1")):
            await client.until_terminal(run)
        self.assert_one_terminal_event(client.events("t1"), "agent_cancelled")
        self.assert_dense(client.events("t1"))

    async def test_the_same_key_gives_the_same_run_and_another_input_is_refused(self):
        gateway = await self.gateway()
        client = await self.client(gateway)
        first = await client.ask("start", thread="t1", agent="demo", idempotency_key="k1", input={"text": "once"})
        self.assertFalse(first["replayed"])
        again = await client.ask("start", thread="t1", agent="demo", idempotency_key="k1", input={"text": "once"})
        self.assertEqual((again["type"], again["run"], again["replayed"]), ("run_accepted", first["run"], True))
        other = await client.ask("start", thread="t1", agent="demo", idempotency_key="k1", input={"text": "twice"})
        self.assert_error(other, "idempotency_conflict")
        if not any(event["type"] == "agent_completed" for event in client.events("t1")):
            await client.until_terminal()
        self.assert_one_terminal_event(client.events("t1"), "agent_completed")

    async def test_a_key_that_is_said_again_before_the_first_is_durable_is_the_same_run(self):
        gateway = await self.gateway()
        client = await self.client(gateway, attach={"t1": ""})
        ids = [await client.say("start", thread="t1", agent="demo", idempotency_key="k1", input="at once") for _ in range(3)]
        answers = [await client.until(lambda message, wanted=wanted: message.get("id") == wanted) for wanted in ids]
        self.assertEqual({answer["type"] for answer in answers}, {"run_accepted"}, answers)
        self.assertEqual(len({answer["run"] for answer in answers}), 1)
        self.assertEqual([answer["replayed"] for answer in answers], [False, True, True])

    async def test_who_detaches_at_once_hears_of_the_run_that_it_started(self):
        gateway = await self.gateway()
        client = await self.client(gateway, attach={"t1": ""})
        await client.until_type("caught_up")
        started = await client.say("start", thread="t1", agent="demo", input="and gone")
        detached = await client.say("detach", thread="t1")
        answers = [await client.until(lambda message: message.get("id") in (started, detached)) for _ in range(2)]
        self.assertEqual([answer["type"] for answer in answers], ["run_accepted", "detached"])

    async def resumed(self, gateway, client):
        """The client's session without places of its own; what it was attached to is told again."""
        client.drop()
        session = {"session": client.established["session"], "token": client.established["resume_token"]}
        again = await self.client(gateway, resume=session)
        self.assertTrue(again.established["resumed"])
        attached = await again.until_type("attached")
        await again.until_type("caught_up")
        return attached

    async def test_a_session_remembers_the_place_from_which_it_watched(self):
        gateway = await self.gateway()
        writer = await self.client(gateway)
        run = (await writer.ask("start", thread="t1", agent="demo", input="before"))["run"]
        await writer.until_terminal(run)
        watcher = await self.client(gateway)
        head = (await watcher.ask("attach", thread="t1"))["head"]
        attached = await self.resumed(gateway, watcher)
        self.assertEqual((attached["head"], attached["replay"]), (head, 0))

    async def test_an_acknowledged_place_moves_forward_only(self):
        gateway = await self.gateway()
        client = await self.client(gateway)
        run = (await client.ask("start", thread="t1", agent="demo", input="read me"))["run"]
        await client.until_terminal(run)
        events = client.events("t1")
        await client.say("ack", thread="t1", cursor=events[9]["cursor"])
        await client.say("ack", thread="t1", cursor=events[1]["cursor"])
        self.assert_error(await client.ask("ack", thread="t1", cursor="no cursor"), "cursor_invalid")
        self.assert_error(await client.ask("ack", thread="t2", cursor=events[1]["cursor"]), "not_attached")
        self.assertEqual((await self.resumed(gateway, client))["replay"], len(events) - 10)

    async def test_each_refresh_is_answered_by_its_own_id(self):
        gateway = await self.gateway()
        client = await self.client(gateway)
        tokens = [token("alice"), "no.token.atall", token("alice"), expired_token()]
        ids = [await client.say("refresh", token=each) for each in tokens]
        answers = [await client.until(lambda message, wanted=wanted: message.get("id") == wanted) for wanted in ids]
        self.assertEqual([answer["type"] for answer in answers], ["refreshed", "error", "refreshed", "error"])
        self.assert_error(answers[3], "token_expired")
        self.assertTrue(answers[3]["error"]["retryable"])

    async def test_a_second_run_on_a_busy_thread_is_refused_as_retryable(self):
        gateway = await self.gateway("--demo-pace", "100ms")
        client = await self.client(gateway)
        await client.ask("start", thread="t1", agent="demo", input="first")
        refused = await client.ask("start", thread="t1", agent="demo", input="second")
        self.assert_error(refused, "thread_busy")
        self.assertTrue(refused["error"]["retryable"])

    async def test_a_token_is_refreshed_in_the_middle_of_a_connection(self):
        gateway = await self.gateway()
        client = await self.client(gateway, "alice", "--expires-in", "1h")
        refreshed = await client.ask("refresh", token=token("alice", "--expires-in", "2h"))
        self.assertEqual(refreshed["type"], "refreshed")
        self.assertGreater(refreshed["expires_at"], client.established["expires_at"])
        self.assert_error(await client.ask("refresh", token="no.token.atall"), "token_malformed")
        self.assertEqual((await client.ask("attach", thread="t1"))["type"], "attached")

    async def test_the_token_may_come_as_a_header_or_as_a_subprotocol(self):
        gateway = await self.gateway()
        bearer = token("alice")
        by_header = await self.connect(gateway, headers={"Authorization": f"Bearer {bearer}"})
        self.assertEqual(by_header.socket.subprotocol, "interlock.v1.json")
        self.assertEqual((await by_header.ask("hello"))["type"], "connection_established")
        by_subprotocol = await self.connect(gateway, subprotocols=[f"interlock.token.{bearer}"])
        self.assertEqual(by_subprotocol.socket.subprotocol, "interlock.v1.json")
        self.assertEqual((await by_subprotocol.ask("hello"))["type"], "connection_established")

    async def test_health_pages_and_metrics_answer(self):
        gateway = await self.gateway()
        await self.client(gateway)
        for path in ("/livez", "/health", "/readyz", "/readiness"):
            status, headers, body = await gateway.get(path)
            self.assertEqual(status, 200, path)
            self.assertEqual(headers["content-type"].split(";")[0], "application/json")
            json.loads(body)
        ready = json.loads((await gateway.get("/readyz"))[2])
        self.assertEqual((ready["status"], ready["websocket_ready"], ready["missing_services"]), ("ready", True, []))
        status, headers, body = await gateway.get("/metrics")
        self.assertEqual((status, headers["content-type"].split(";")[0]), (200, "text/plain"))
        self.assertIn(b'interlock_transitions_total{', body)
        self.assertIn(b"interlock_connections 1", body)


class Echo(GatewayTestCase):
    async def test_text_binary_and_fragments_come_back(self):
        gateway = await self.gateway("--echo")
        client = await Client.connect(gateway, path="/echo")
        for message in ("plain", "Grüße — 你好", "", b"\x00\x01\xff", "x" * 65536):
            await client.socket.send(message)
            self.assertEqual(await client.socket.recv(), message)
        await client.socket.send(["in ", "three ", "pieces"])
        self.assertEqual(await client.socket.recv(), "in three pieces")
        await (await client.socket.ping(b"alive?"))
        await client.close()
        self.assertEqual(client.socket.close_code, 1000)

    async def test_there_is_no_echo_unless_it_is_switched_on(self):
        gateway = await self.gateway()
        self.assertEqual((await gateway.upgrade(path="/echo"))[0], 404)


if __name__ == "__main__":
    unittest.main()
