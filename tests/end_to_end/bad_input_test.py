"""What strangers send. Each gets the answer that the protocol names, and nobody beside them notices."""
import json
import struct
import unittest

from gateway_under_test import Client, GatewayTestCase, RawWebSocket, expired_token, forged, token, within


class BadInput(GatewayTestCase):
    async def asyncSetUp(self):
        await super().asyncSetUp()
        self.server = await self.gateway("--allowed-origins", "https://app.example")
        self.bystander = await self.client(self.server, "bystander", attach={"quiet": ""})

    async def asyncTearDown(self):
        """After whatever the test did, the bystander's run is as complete as ever."""
        accepted = await self.bystander.ask("start", thread="quiet", agent="demo", input="undisturbed?")
        await self.bystander.until_terminal(accepted["run"])
        self.assert_dense(self.bystander.events("quiet"))
        self.assert_one_terminal_event(self.bystander.events("quiet"), "agent_completed")
        self.assertTrue(self.server.running)

    def problem(self, response, status, code=None):
        self.assertEqual(response[0], status, response)
        self.assertEqual(response[1]["content-type"], "application/problem+json")
        body = json.loads(response[2])
        self.assertEqual(body["status"], status)
        if code:
            self.assertEqual(body["code"], code)

    # ---- HTTP ----

    async def test_a_malformed_request_gets_400(self):
        for request in (b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nno colon here\r\n\r\n", b"GET /livez HTTP/1.1\r\n\r\n",
                        b"GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\r\n\r\n"):
            with self.subTest(request=request):
                answer = await self.server.raw(request)
                self.assertTrue(answer.startswith(b"HTTP/1.1 400 "), answer)

    async def test_a_head_that_is_too_large_gets_431(self):
        answer = await self.server.raw(b"GET /livez HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 20_000 + b"\r\n\r\n")
        self.assertTrue(answer.startswith(b"HTTP/1.1 431 "), answer)

    async def test_an_unknown_path_gets_404(self):
        self.problem(await self.server.get("/nothing/here"), 404, "not_found")

    async def test_a_wrong_method_gets_405_with_the_right_ones(self):
        for path, allowed in (("/livez", b"GET, HEAD"), ("/ws", b"GET")):
            answer = await self.server.raw(f"DELETE {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
            self.assertTrue(answer.startswith(b"HTTP/1.1 405 "), answer)
            self.assertIn(b"\r\nAllow: " + allowed + b"\r\n", answer)

    async def test_what_is_asked_for_by_head_comes_without_a_body(self):
        for path in ("/livez", "/nothing/here", "/ws"):
            answer = await self.server.raw(f"HEAD {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
            self.assertTrue(answer.endswith(b"\r\n\r\n"), answer)

    async def test_a_wrong_websocket_version_gets_426_with_the_right_one(self):
        response = await self.server.upgrade({"Sec-WebSocket-Version": "8"})
        self.problem(response, 426)
        self.assertEqual(response[1]["sec-websocket-version"], "13")

    async def test_a_request_without_an_upgrade_gets_426(self):
        self.problem(await self.server.get("/ws"), 426)

    async def test_a_handshake_without_a_key_gets_400(self):
        self.problem(await self.server.upgrade({"Sec-WebSocket-Key": None}), 400)

    # ---- tokens ----

    async def test_a_bad_token_in_the_header_gets_401_before_the_upgrade(self):
        for bad in ("nonsense", expired_token(), forged({"sub": "alice", "exp": 4_000_000_000}, secret="not the secret"),
                    forged({"sub": "alice", "exp": 4_000_000_000}, algorithm="none"), forged({"sub": "alice"})):
            with self.subTest(token=bad):
                response = await self.server.upgrade({"Authorization": f"Bearer {bad}"})
                self.problem(response, 401)
                self.assertTrue(response[1]["www-authenticate"].startswith("Bearer"), response)
                self.assertNotIn(bad.encode(), response[2])

    async def test_a_bad_token_as_a_subprotocol_gets_an_error_and_4001(self):
        client = await self.connect(self.server, subprotocols=["interlock.token.x"])
        self.assert_error(await client.until_type("error"), "token_malformed")
        self.assertEqual((await client.until_closed())[0], 4001)

    async def test_a_bad_token_in_hello_gets_an_error_and_4001(self):
        for bad, code in (("x", "token_malformed"), (expired_token(), "token_expired"),
                          (forged({"sub": "alice", "exp": 4_000_000_000}, secret="not the secret"), "token_bad_signature")):
            with self.subTest(code=code):
                client = await self.connect(self.server)
                self.assert_error(await client.ask("hello", token=bad), code)
                self.assertEqual((await client.until_closed())[0], 4001)

    async def test_no_token_at_all_gets_an_error_and_4001(self):
        client = await self.connect(self.server)
        self.assert_error(await client.ask("hello"), "token_missing")
        self.assertEqual((await client.until_closed())[0], 4001)

    async def test_two_explicit_credentials_are_refused(self):
        bearer = token("alice")
        both = {"Authorization": f"Bearer {bearer}", "Sec-WebSocket-Protocol": f"interlock.v1.json, interlock.token.{bearer}"}
        self.problem(await self.server.upgrade(both), 400, "two_credentials")
        client = await self.connect(self.server, headers={"Authorization": f"Bearer {bearer}"})
        self.assert_error(await client.ask("hello", token=bearer), "two_credentials")
        self.assertEqual((await client.until_closed())[0], 4001)

    async def test_a_cookie_counts_only_from_an_origin_on_the_list(self):
        cookie = {"Cookie": f"interlock_token={token('alice')}"}
        self.problem(await self.server.upgrade({**cookie, "Origin": "https://evil.example"}), 403, "origin_refused")
        client = await self.connect(self.server, headers={**cookie, "Origin": "https://app.example"})
        self.assertEqual((await client.ask("hello"))["type"], "connection_established")

    async def test_a_token_in_the_hello_outranks_a_cookie(self):
        cookie = {"Cookie": f"interlock_token={token('alice')}", "Origin": "https://app.example"}
        client = await self.connect(self.server, headers=cookie)
        established = await client.ask("hello", token=token("bob"))
        self.assertEqual(established["type"], "connection_established", established)
        await client.ask("start", thread="mine", agent="demo", input="whose?")
        await client.until_terminal()
        bob = await self.client(self.server, "bob", attach={"mine": ""})
        self.assertEqual((await bob.until_type("attached"))["replay"], len(client.events("mine")))

    async def test_a_subject_that_could_be_taken_for_a_thread_is_refused(self):
        self.problem(await self.server.upgrade({"Authorization": f"Bearer {token('a/b')}"}), 401, "token_malformed")

    # ---- frames ----

    async def test_after_a_violation_the_gateway_ends_the_stream_itself(self):
        server = await self.gateway("--close-timeout", "1h", data="violated")
        raw = await RawWebSocket.connect(server)
        raw.send(0x83, b"an unknown opcode")
        self.assertEqual(await raw.close_code(), 1002)
        self.assertEqual(await within(raw.reader.read()), b"")
        raw.drop()

    async def test_an_oversized_frame_gets_1009(self):
        client = await self.client(self.server)
        await client.socket.send("x" * 65_537)
        self.assertEqual((await client.until_closed())[0], 1009)

    async def test_broken_frames_get_the_close_code_that_names_the_fault(self):
        faults = {
            "invalid UTF-8": (1007, 0x81, b"\xff\xfe", True),
            "an unmasked frame": (1002, 0x81, b"{}", False),
            "a reserved bit": (1002, 0xC1, b"{}", True),
            "an unknown opcode": (1002, 0x83, b"{}", True),
            "a fragmented ping": (1002, 0x09, b"", True),
            "a continuation of nothing": (1002, 0x80, b"{}", True),
            "a binary message": (1003, 0x82, b"{}", True),
            "a close code that nobody may send": (1002, 0x88, b"\x03\xed", True),
        }
        for fault, (code, first_byte, payload, masked) in faults.items():
            with self.subTest(fault):
                raw = await RawWebSocket.connect(self.server)
                raw.send(first_byte, payload, masked)
                self.assertEqual(await raw.close_code(), code)
                raw.drop()

    async def test_truncated_utf8_ended_by_an_empty_fragment_gets_1007(self):
        raw = await RawWebSocket.connect(self.server)
        raw.send(0x01, b"\xe2\x82")
        raw.send(0x80, b"")
        self.assertEqual(await raw.close_code(), 1007)
        raw.drop()

    async def test_a_message_in_too_many_pieces_gets_1008_and_the_log_knows_why(self):
        raw = await RawWebSocket.connect(self.server)
        raw.send(0x01, b"x")
        for _ in range(1100):
            raw.send(0x00, b"x")
        opcode, payload = await raw.receive()
        self.assertEqual((opcode, struct.unpack("!H", payload[:2])[0]), (8, 1008))
        name, _, trace = payload[2:].decode().partition(";trace=")
        self.assertEqual(name, "policy_violation")
        line = f"closing code=1008 reason=policy_violation trace={trace}"
        self.assertTrue(any(line in logged for logged in self.server.lines), "the trace is not in the log")
        raw.drop()

    async def test_who_answers_no_ping_is_closed_with_4103(self):
        server = await self.gateway("--ping-interval", "200ms", "--ping-timeout", "100ms", data="pinged")
        raw = await RawWebSocket.connect(server)
        raw.send(0x81, json.dumps({"id": 1, "op": "hello", "token": token("alice")}).encode())
        self.assertEqual(await raw.close_code(), 4103)
        raw.drop()
        faithful = await self.client(server)
        for _ in range(3):
            await faithful.until_type("ping")
        accepted = await faithful.ask("start", thread="t1", agent="demo", input="")
        self.assertEqual(accepted["type"], "run_accepted")

    # ---- messages ----

    async def test_a_wrong_message_gets_a_typed_error_and_the_connection_lives_on(self):
        client = await self.client(self.server)
        self.assert_error(await client.ask("dance"), "unknown_op")
        for fields, code, field in (
            ({"op": "attach"}, "missing_field", "thread"),
            ({"op": "attach", "thread": 7}, "wrong_field", "thread"),
            ({"op": "attach", "thread": "a b"}, "wrong_field", "thread"),
            ({"op": "start", "thread": "t1"}, "missing_field", "agent"),
            ({"op": "cancel", "run": "everything"}, "wrong_field", "run"),
            ({"op": "attach", "thread": "t1", "after": 3}, "wrong_field", "after"),
        ):
            with self.subTest(fields):
                op = fields.pop("op")
                error = await client.ask(op, **fields)
                self.assert_error(error, code)
                self.assertEqual(error["error"]["field"], field)
        for text in ("{", "[]", "null", '{"op":"pong"} {}', '"text"'):
            with self.subTest(text):
                await client.socket.send(text)
                self.assert_error(await client.until_type("error"), "malformed_json")
        self.assert_error(await client.ask("attach", thread="t1", after="not a cursor"), "cursor_invalid")
        self.assert_error(await client.ask("start", thread="t1", agent="nobody", input=""), "unknown_agent")
        self.assert_error(await client.ask("cancel", run="r0123456789abcdef"), "not_found")
        self.assert_error(await client.ask("hello"), "hello_repeated")
        accepted = await client.ask("start", thread="t1", agent="demo", input="still here")
        self.assertEqual(accepted["type"], "run_accepted")

    async def test_anything_before_hello_is_refused(self):
        client = await self.connect(self.server)
        self.assert_error(await client.ask("attach", thread="t1"), "hello_expected")
        self.assertEqual((await client.ask("hello", token=token("alice")))["type"], "connection_established")


if __name__ == "__main__":
    unittest.main()
