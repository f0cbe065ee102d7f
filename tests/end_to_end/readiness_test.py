"""Connections that come before the process is ready (incident early-connection), with a real service that is slow."""
import asyncio
import json
import unittest

from gateway_under_test import Client, GatewayTestCase, SlowService, token, within


class EarlyConnection(GatewayTestCase):
    async def early(self, *arguments):
        self.service = await SlowService().start()
        self.addCleanup(self.service.stop)
        config = f'[services.slow]\nurl = "http://127.0.0.1:{self.service.port}/healthz"\nrequired = true\n'
        return await self.gateway("--service-backoff", "20ms", "--service-backoff-cap", "50ms", *arguments, config=config)

    async def readiness(self, gateway):
        status, _, body = await gateway.get("/readyz")
        return status, json.loads(body)

    async def until_ready(self, gateway):
        """Asks /readyz as a deployment's probe does."""
        while (await self.readiness(gateway))[0] != 200:
            await asyncio.sleep(0)

    async def test_it_waits_and_is_served_the_moment_the_process_is_ready(self):
        gateway = await self.early("--readiness-timeout", "60s")
        client = await Client.connect(gateway)
        asked = await client.say("hello", token=token("alice"), attach={"t1": ""})

        status, page = await self.readiness(gateway)
        self.assertEqual(status, 503)
        self.assertEqual((page["status"], page["missing_services"]), ("not_ready", ["slow"]))
        self.assertFalse(page["websocket_ready"])
        self.assertFalse(page["startup_complete"])
        self.assertEqual((await gateway.get("/livez"))[0], 200)
        self.assertEqual((await gateway.get("/health"))[0], 200)
        self.assertEqual(client.received, [])

        self.service.well = True
        established = await client.until(lambda message: message.get("id") == asked)
        self.assertEqual(established["type"], "connection_established", established)
        await client.ask("start", thread="t1", agent="demo", input="at last")
        await client.until_terminal()
        self.assert_dense(client.events("t1"))

        status, page = await self.readiness(gateway)
        self.assertEqual((status, page["status"], page["missing_services"]), (200, "ready", []))
        self.assertTrue(page["startup_complete"])

    async def test_past_the_deadline_it_is_told_what_is_missing_and_closed_with_1013(self):
        gateway = await self.early("--readiness-timeout", "1s")
        client = await Client.connect(gateway)
        asked = await client.say("hello", token=token("alice"))
        error = await client.until_type("error")
        self.assert_error(error, "service_initialization_timeout")
        self.assertEqual(error.get("id"), asked)
        self.assertEqual(error["error"]["missing"], ["slow"])
        self.assertTrue(error["error"]["retryable"])
        self.assertTrue(10_000 <= error["error"]["retry_after_ms"] <= 30_000, error)
        code, reason = await client.until_closed()
        self.assertEqual(code, 1013)
        self.assertRegex(reason, "^[a-z_]+;trace=")

    async def test_a_client_that_prefers_http_errors_gets_503_and_retry_after(self):
        gateway = await self.early()
        status, headers, body = await gateway.upgrade({"Prefer": "http-errors"})
        self.assertEqual(status, 503)
        self.assertTrue(10 <= int(headers["retry-after"]) <= 30, headers)
        self.assertEqual(headers["content-type"], "application/problem+json")
        problem = json.loads(body)
        self.assertEqual((problem["code"], problem["missing"]), ("service_initialization_timeout", ["slow"]))
        self.assertTrue(10_000 <= problem["retry_after_ms"] <= 30_000, problem)

    async def test_a_full_waiting_room_refuses_at_once(self):
        gateway = await self.early("--waiting-room", "1", "--readiness-timeout", "60s")
        bearer = token("alice")
        waiting = await Client.connect(gateway, headers={"Authorization": f"Bearer {bearer}"})
        refused = await Client.connect(gateway, headers={"Authorization": f"Bearer {bearer}"})
        self.assert_error(await refused.until_type("error"), "overloaded")
        self.assertEqual((await refused.until_closed())[0], 1013)
        self.service.well = True
        self.assertEqual((await waiting.ask("hello"))["type"], "connection_established")

    async def test_a_bad_token_is_refused_while_the_process_is_not_ready(self):
        gateway = await self.early("--readiness-timeout", "60s")
        client = await Client.connect(gateway)
        await client.say("hello", token="nonsense")
        self.assert_error(await client.until_type("error"), "token_malformed")
        self.assertEqual((await client.until_closed())[0], 4001)

    async def test_a_service_that_is_lost_makes_the_process_not_ready_until_it_is_back(self):
        gateway = await self.early("--readiness-timeout", "60s", "--probe-interval", "50ms", "--probe-deadline", "50ms")
        self.service.well = True
        await within(self.until_ready(gateway))
        client = await self.client(gateway)
        self.service.well = False
        told = await client.until_type("readiness")
        self.assertEqual((told["ready"], told["missing_services"]), (False, ["slow"]))
        refused = await client.ask("start", thread="t1", agent="demo", input="not now")
        self.assert_error(refused, "not_ready")
        self.assertTrue(refused["error"]["retryable"])
        status, page = await self.readiness(gateway)
        self.assertEqual((status, page["missing_services"], page["startup_complete"]), (503, ["slow"], True))

        newcomer = await Client.connect(gateway)
        asked = await newcomer.say("hello", token=token("alice"))
        self.service.well = True
        self.assertTrue((await client.until_type("readiness"))["ready"])
        established = await newcomer.until(lambda message: message.get("id") == asked)
        self.assertEqual(established["type"], "connection_established")
        self.assertEqual((await client.ask("start", thread="t1", agent="demo", input="now"))["type"], "run_accepted")


if __name__ == "__main__":
    unittest.main()
