#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""TLS and SASL on real Kafka brokers, which each class starts for itself: who gets in, and what those hear who do not.

Needs THOTH_MSG (the program), KAFKA_SCRIPT (scripts/kafka) and SERVICE (tests/chaos/member.cpp)."""

import base64
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

from three_brokers import kill_and_restart_later, wait_until

THOTH_MSG = os.environ["THOTH_MSG"]
SKIPPED = 77
KAFKA_SCRIPT = os.environ["KAFKA_SCRIPT"]
STEP_TIMEOUT = 120  # seconds; against hanging only
TOPIC = "thoth.repo-init"
CONTENTS = {"project_url": "https://github.com/thoth-station/solver"}
# Far past all patience: who hears of a reason has not waited for it.
PATIENT_PING = ("ping", "--timeout", "1h")


def plain_environment():
    return {name: value for name, value in os.environ.items() if not name.startswith(("KAFKA_", "THOTH_"))}


class OnSecuredKafka:
    """A cluster of the class's own. KAFKA_* variables of the environment alone say how to get in."""

    options = ()

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="thoth-security-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.state = cls.folder / "kafka"
        cls.addClassCleanup(cls.script, "stop")
        cls.script("start", *cls.options)
        cls.access = dict(line.split("=", 1) for line in cls.script("env").splitlines())
        cls.servers = cls.access["KAFKA_BOOTSTRAP_SERVERS"]

    @classmethod
    def script(cls, *arguments):
        done = subprocess.run([KAFKA_SCRIPT, *arguments], env={**os.environ, "THOTH_KAFKA_STATE": str(cls.state)},
                              capture_output=True, text=True, timeout=STEP_TIMEOUT)
        if done.returncode != 0:
            raise AssertionError(f"scripts/kafka {arguments} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def run_with(self, changes, *arguments, stdin=""):
        """Runs thoth-msg with the cluster's variables, but for the changes: None unsets."""
        environment = {**plain_environment(), **self.access, **changes}
        environment = {name: value for name, value in environment.items() if value is not None}
        return subprocess.run([THOTH_MSG, *arguments], env=environment, input=stdin, capture_output=True, text=True,
                              timeout=STEP_TIMEOUT)

    def refused(self, changes, *parts, status=3):
        """That a client is refused at once, and hears why: the parts of the message."""
        done = self.run_with(changes, *PATIENT_PING)
        self.assertEqual(done.returncode, status, done.stderr)
        self.assertEqual(done.stdout, "")
        for part in parts:
            self.assertIn(part, done.stderr)
        return done.stderr

    def gets_in(self, changes=None):
        """That ping, topics, send and consume work."""
        changes = changes or {}
        for command, stdin in ((("ping",), ""), (("topics", "create", TOPIC), ""), (("topics", "list"), ""),
                               (("topics", "describe", TOPIC), ""),
                               (("send", "--message-file", "-"),
                                json.dumps({"topic_name": TOPIC, "message_contents": CONTENTS}))):
            done = self.run_with(changes, *command, stdin=stdin)
            self.assertEqual(done.returncode, 0, (command, done.stderr))
        done = self.run_with(changes, "consume", "-t", TOPIC, "--from-beginning", "-e")
        self.assertEqual(done.returncode, 0, done.stderr)
        records = [json.loads(line)["message_contents"] for line in done.stdout.splitlines()]
        self.assertEqual(records[-1]["project_url"], CONTENTS["project_url"])
        self.assertEqual(self.run_with(changes, "topics", "delete", TOPIC).returncode, 0)

    def stays_secret(self, secret, changes=None):
        """That a secret is in no output, however much is said, whether the client gets in or not."""
        forms = [secret, base64.b64encode(secret.encode()).decode().rstrip("=")]
        forms.append(base64.b64encode(f"\0thoth\0{secret}".encode()).decode())
        for command in (PATIENT_PING, ("topics", "list"), ("ping", "-X", "ssl.ca.location=/no/such/file"),
                        ("ping", "--log-format", "json", "-X", "client.id=x")):
            for loudness in (("-v", "-v"), ("--log-level", "debug"), ("--log-level", "trace", "-X", "debug=all")):
                done = self.run_with(changes or {}, *command, *loudness)
                for form in forms:
                    self.assertNotIn(form, done.stdout + done.stderr, (command, loudness))
                if "debug=all" in loudness and "-X" not in command:
                    self.assertIn("[thrd:", done.stderr)  # else nothing was looked at

    def secret_file(self, text):
        path = self.folder / "secret"
        path.write_text(text + "\n", encoding="utf-8")
        return f"@{path}"

    def other_ca(self):
        path = self.folder / "other-ca.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-keyout", self.folder / "other-ca.key", "-out", path, "-subj", "/CN=other", "-days", "10"],
                       check=True, capture_output=True, timeout=STEP_TIMEOUT)
        return str(path)


class Tls(OnSecuredKafka, unittest.TestCase):
    options = ("--security", "ssl")

    def test_a_client_certificate_with_a_key_password_gets_in(self):
        self.gets_in()

    def test_the_key_password_may_stand_in_a_file(self):
        self.gets_in({"KAFKA_SSL_KEY_PASSWORD": self.secret_file(self.access["KAFKA_SSL_KEY_PASSWORD"])})

    def test_a_ca_that_did_not_sign_is_told(self):
        ca = self.other_ca()
        self.refused({"KAFKA_SSL_CA_LOCATION": ca},
                     f"broker {self.servers}: its certificate is not signed by a CA in ssl.ca.location={ca} (set ssl.ca.loc")
        self.refused({"KAFKA_SSL_CA_LOCATION": None}, "not signed by a CA that this machine trusts")
        self.refused({"KAFKA_SSL_CA_LOCATION": "/no/such/file"}, "ssl.ca.location /no/such/file: No such file", status=2)

    def test_what_is_wrong_with_the_clients_key_and_certificate_is_told(self):
        error = self.refused({"KAFKA_SSL_KEY_PASSWORD": "wrong-sesame"}, "ssl.key.password does not decrypt the key")
        self.assertNotIn("wrong-sesame", error)
        self.assertEqual(error.count("\n"), 1)
        self.refused({"KAFKA_SSL_KEY_PASSWORD": None}, "can be read without a password", "KAFKA_SSL_KEY_PASSWORD")
        self.refused({"KAFKA_SSL_CERTIFICATE_LOCATION": None, "KAFKA_SSL_KEY_LOCATION": None},
                     f"broker {self.servers}: it asks for a client certificate, and none is set")
        ca = self.other_ca()
        self.refused({"KAFKA_SSL_CERTIFICATE_LOCATION": ca, "KAFKA_SSL_KEY_LOCATION": ca.replace(".pem", ".key")},
                     f"it rejects this client's certificate, ssl.certificate.location={ca}")

    def test_another_protocol_is_told(self):
        self.refused({"KAFKA_SECURITY_PROTOCOL": None}, "so it may be a TLS listener", "(KAFKA_SECURITY_PROTOCOL) to ssl")
        self.refused({"KAFKA_SECURITY_PROTOCOL": "SASL_SSL", "KAFKA_SASL_MECHANISM": "PLAIN", "KAFKA_SASL_USERNAME": "a",
                      "KAFKA_SASL_PASSWORD": "b"}, "it does not support login (SASL)", "(KAFKA_SECURITY_PROTOCOL) to ssl")

    def test_the_key_password_stays_secret(self):
        self.stays_secret(self.access["KAFKA_SSL_KEY_PASSWORD"])
        self.stays_secret("wrong-sesame", {"KAFKA_SSL_KEY_PASSWORD": "wrong-sesame"})


class Login(OnSecuredKafka, unittest.TestCase):
    options = ("--security", "sasl_plain")

    def test_a_password_gets_in(self):
        self.gets_in()

    def test_a_wrong_password_is_told(self):
        self.refused({"KAFKA_SASL_PASSWORD": "wrong"},
                     f'broker {self.servers}: it rejects the login of user "thoth" with PLAIN: Authentication failed: '
                     "Invalid username or password (check sasl.username and sasl.password")

    def test_another_protocol_is_told(self):
        self.refused({"KAFKA_SECURITY_PROTOCOL": None, "KAFKA_SASL_MECHANISM": None}, "so it may require login (SASL)",
                     "(KAFKA_SECURITY_PROTOCOL) to sasl_plaintext")
        self.refused({"KAFKA_SECURITY_PROTOCOL": "SASL_SSL"}, "it did not answer the TLS handshake",
                     "(KAFKA_SECURITY_PROTOCOL) to sasl_plaintext")


class TlsAndLogin(OnSecuredKafka, unittest.TestCase):
    options = ("--security", "sasl_ssl")

    def test_a_password_gets_in(self):
        self.gets_in()

    def test_a_password_in_a_file_gets_in_and_is_on_no_command_line(self):
        password = self.access["KAFKA_SASL_PASSWORD"]
        option = "sasl.password=" + self.secret_file(password)
        done = self.run_with({"KAFKA_SASL_PASSWORD": None}, "ping", "-X", option)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.run_with({"KAFKA_SASL_PASSWORD": None}, "topics", "create", TOPIC, "-X", option).returncode, 0)
        environment = {**plain_environment(), **self.access}
        del environment["KAFKA_SASL_PASSWORD"]
        with subprocess.Popen([THOTH_MSG, "consume", "-t", TOPIC, "-X", option, "-vvv"], env=environment, text=True,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as tail:
            bound = threading.Timer(STEP_TIMEOUT, tail.kill)
            bound.start()
            heard = ""
            while "sasl.mechanism = PLAIN" not in heard:  # it has read the file by then
                line = tail.stderr.readline()
                self.assertNotEqual(line, "", heard)
                heard += line
            command_line = pathlib.Path(f"/proc/{tail.pid}/cmdline").read_bytes().decode()
            tail.terminate()
            heard += tail.stderr.read()
            bound.cancel()
        self.assertIn(option, command_line)
        self.assertNotIn(password, command_line)
        self.assertNotIn(password, heard)

    def test_a_wrong_password_is_told_by_every_command(self):
        message = json.dumps({"topic_name": TOPIC, "message_contents": CONTENTS})
        for command in (("ping",), ("topics", "list"), ("topics", "create", "a"), ("consume", "-t", TOPIC, "-e"),
                        ("send", "--message-file", "-")):
            done = self.run_with({"KAFKA_SASL_PASSWORD": "wrong-sesame"}, *command, "--deadline", "1h", stdin=message)
            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertIn("Invalid username or password", done.stderr)
            self.assertNotIn("wrong-sesame", done.stderr)

    def test_a_mechanism_that_is_not_there_is_told(self):
        self.refused({"KAFKA_SASL_MECHANISM": "SCRAM-SHA-256"},
                     f"broker {self.servers}: it does not offer the SASL mechanism SCRAM-SHA-256, but PLAIN")
        self.refused({"KAFKA_SASL_MECHANISM": None}, "sasl.mechanism is not set", "KAFKA_SASL_MECHANISM")
        self.refused({"KAFKA_SASL_MECHANISM": "ROT13"}, "does not support the SASL mechanism ROT13")

    def test_another_protocol_is_told(self):
        self.refused({"KAFKA_SECURITY_PROTOCOL": "SASL_PLAINTEXT"}, "so it may be a TLS listener",
                     "(KAFKA_SECURITY_PROTOCOL) to sasl_ssl")
        self.refused({"KAFKA_SECURITY_PROTOCOL": "SSL", "KAFKA_SASL_MECHANISM": None}, "so it may require login (SASL)",
                     "(KAFKA_SECURITY_PROTOCOL) to sasl_ssl")

    def test_of_several_brokers_one_that_lets_in_is_enough(self):
        # Brokers among themselves speak without TLS.
        wrong = "127.0.0.1:" + (self.state / "1" / "internal_port").read_text().strip()
        for servers in (f"{wrong},{self.servers}", f"{self.servers},{wrong}"):
            done = self.run_with({"KAFKA_BOOTSTRAP_SERVERS": servers}, *PATIENT_PING)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.refused({"KAFKA_BOOTSTRAP_SERVERS": f"127.0.0.1:1,{wrong}"}, f"broker {wrong}: it did not answer the TLS handshake")

    def test_the_password_stays_secret(self):
        self.stays_secret(self.access["KAFKA_SASL_PASSWORD"])
        self.stays_secret("wrong-sesame", {"KAFKA_SASL_PASSWORD": "wrong-sesame"})


class Scram(OnSecuredKafka, unittest.TestCase):
    options = ("--security", "scram")

    def test_both_mechanisms_get_in(self):
        self.assertEqual(self.access["KAFKA_SASL_MECHANISM"], "SCRAM-SHA-512")
        self.gets_in()
        self.gets_in({"KAFKA_SASL_MECHANISM": "SCRAM-SHA-256"})

    def test_a_wrong_password_is_told(self):
        self.refused({"KAFKA_SASL_PASSWORD": "wrong"}, 'it rejects the login of user "thoth" with SCRAM-SHA-512',
                     "check sasl.username and sasl.password")

    def test_a_mechanism_that_is_not_there_is_told(self):
        self.refused({"KAFKA_SASL_MECHANISM": "PLAIN"}, "it does not offer the SASL mechanism PLAIN, but SCRAM-SHA-")

    def test_the_password_stays_secret(self):
        self.stays_secret(self.access["KAFKA_SASL_PASSWORD"])


class ScramOnKafka4(OnSecuredKafka, unittest.TestCase):
    options = ("--security", "scram", "--version", "4.1.1")

    def test_a_librdkafka_that_can_gets_in_and_one_that_cannot_is_told(self):
        told = subprocess.run([THOTH_MSG, "--version"], capture_output=True, text=True, check=True,
                              timeout=STEP_TIMEOUT).stdout
        found = re.search(r"^librdkafka (\S+)", told, re.M)[1]
        if tuple(int(part) for part in re.findall(r"\d+", found)[:3]) >= (2, 6, 1):
            self.gets_in()
        else:
            self.refused({}, 'it rejects the login of user "thoth" with SCRAM-SHA-512',
                         "Kafka 4, which rejects SCRAM from librdkafka before 2.6.1, and this is " + found)


class Permissions(OnSecuredKafka, unittest.TestCase):
    """The user thoth may do what the test allows, the console tools may do all."""

    options = ("--security", "sasl_plain")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        broker = cls.state / "1"
        with open(broker / "server.properties", "a", encoding="ascii") as properties:
            properties.write("authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer\n"
                             "super.users=User:ANONYMOUS\n")
        kill_and_restart_later(broker)()
        port = int((broker / "internal_port").read_text(encoding="ascii"))
        wait_until(lambda: cls.answers(port), "the broker is there again")
        cls.script("tool", "kafka-topics", "--create", "--topic", TOPIC, "--partitions", "1", "--replication-factor", "1")

    @staticmethod
    def answers(port):
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", port)) == 0

    def allow(self, operation, *resource):
        self.script("tool", "kafka-acls", "--add", "--allow-principal", "User:thoth", "--operation", operation, *resource)

    def refuses_to_read(self, *parts):
        """That consume and audit end with 3 and say why."""
        for command in (("consume", "-o", "start"), ("audit",)):
            done = self.run_with({}, *command, "-t", TOPIC)
            self.assertEqual(done.returncode, 3, done.stderr)
            for part in parts:
                self.assertIn(part, done.stderr)

    def test_a_topic_that_may_not_be_read_is_told(self):
        self.refuses_to_read(TOPIC, "Topic authorization failed", "ask for permission to read it")
        # It can be seen and written to now, and still not be read.
        self.allow("Write", "--topic", TOPIC)
        done = self.run_with({}, "send", "-n", TOPIC, "-m", json.dumps(CONTENTS))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.refuses_to_read(TOPIC, "Topic authorization failed", "ask for permission to read it")
        self.allow("Read", "--topic", TOPIC)
        for command in (("consume", "-o", "start", "-e"), ("audit",)):
            done = self.run_with({}, *command, "-t", TOPIC)
            self.assertEqual(done.returncode, 0, done.stderr)
        done = self.run_with({}, "consume", "-t", TOPIC, "-g", "readers", "-e")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("roup authorization failed", done.stderr)
        self.allow("Read", "--group", "readers")
        done = self.run_with({}, "consume", "-t", TOPIC, "-g", "readers", "-e")
        self.assertEqual(done.returncode, 0, done.stderr)

    def start_service(self, log):
        """A service that answers what is in SOLVED by what is in ANSWERS."""
        properties = [f"{name.removeprefix('KAFKA_').lower().replace('_', '.')}={value}" for name, value in self.access.items()]
        service = subprocess.Popen([os.environ["SERVICE"], log, "acl", "at_least_once", "1", "1", *properties, "group.id=services",
                                    "auto.offset.reset=earliest"], env=plain_environment(), stdin=subprocess.DEVNULL)
        self.addCleanup(service.kill)
        return service

    def send_solved(self, name):
        contents = {"component_name": "a", "index_url": "u", "package_name": name, "package_version": "1",
                    "service_version": "1", "solver": "quick"}
        done = self.run_with({}, "send", "-n", "acl.thoth.solver.solved-package", "-k", name, "-m", json.dumps(contents))
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_service_ends_if_it_may_never_read_and_goes_on_once_what_was_taken_away_is_back(self):
        topic = "acl.thoth.solver.solved-package"
        for name in (topic, "acl.thoth.repo-init"):
            self.script("tool", "kafka-topics", "--create", "--topic", name, "--partitions", "1", "--replication-factor", "1")
        self.allow("Write", "--topic", topic, "--topic", "acl.thoth.repo-init")
        self.allow("Read", "--group", "services")
        log = self.folder / "service.log"

        def wait_for(text):
            def is_there():
                self.assertIsNone(service.poll(), log.read_text(encoding="utf-8"))
                return re.search(text, log.read_text(encoding="utf-8"))
            wait_until(is_there, f"the log has {text}", pause=0.1)

        service = self.start_service(log)
        self.assertEqual(service.wait(STEP_TIMEOUT), 1)
        self.assertRegex(log.read_text(encoding="utf-8"), rf"error reading {re.escape(topic)}.*Topic authorization failed")

        self.allow("Read", "--topic", topic)
        self.send_solved("first")
        log = self.folder / "service-2.log"
        log.touch()
        service = self.start_service(log)
        wait_for("end .* first .* done")
        self.script("tool", "kafka-acls", "--remove", "--force", "--allow-principal", "User:thoth", "--operation", "Read",
                    "--topic", topic)
        wait_for(f"event denied {re.escape(topic)}")
        self.send_solved("second")
        self.allow("Read", "--topic", topic)
        wait_for(f"event allowed {re.escape(topic)}")
        wait_for("end .* second .* done")
        service.terminate()
        self.assertEqual(service.wait(STEP_TIMEOUT), 0)


class ExpiredCertificate(OnSecuredKafka, unittest.TestCase):
    options = ("--security", "sasl_ssl", "--certificate", "expired")

    def test_it_is_told(self):
        self.refused({}, f"broker {self.servers}: its certificate has expired")


class CertificateOfAnotherHost(OnSecuredKafka, unittest.TestCase):
    options = ("--security", "sasl_ssl", "--certificate", "other-host")

    def test_it_is_told(self):
        self.refused({}, f"broker {self.servers}: its certificate is not for the host name 127.0.0.1",
                     "bootstrap.servers")

    def test_a_host_name_is_told_as_well(self):
        try:
            socket.getaddrinfo("localhost", None)
        except OSError as error:
            self.skipTest(f"localhost has no address here ({error.strerror}); is it in /etc/hosts?")
        localhost = self.servers.replace("127.0.0.1", "localhost")
        self.refused({"KAFKA_BOOTSTRAP_SERVERS": localhost}, "not for the host name localhost")

    def test_it_is_taken_if_names_do_not_matter(self):
        self.gets_in({"KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM": "none"})


def main():
    """Exit 77 if all is well but something was skipped, which is a failure where CI=true."""
    result = unittest.main(exit=False).result
    for _, reason in result.skipped:
        print(f"skipped: {reason}")
    if not result.wasSuccessful() or (result.skipped and os.environ.get("CI") == "true"):
        sys.exit(1)
    sys.exit(SKIPPED if result.skipped else 0)


if __name__ == "__main__":
    main()
