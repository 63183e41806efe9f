# SPDX-License-Identifier: GPL-3.0-or-later
"""A listener that speaks enough of Kafka's protocol to hand out texts that no broker would."""

import socketserver
import struct
import threading

METADATA, API_VERSIONS, CREATE_TOPICS, DELETE_TOPICS, DESCRIBE_CONFIGS = 3, 18, 19, 20, 32
VERSIONS = {METADATA: 4, API_VERSIONS: 0, CREATE_TOPICS: 2, DELETE_TOPICS: 1, DESCRIBE_CONFIGS: 1}
UNSUPPORTED_VERSION, POLICY_VIOLATION = 35, 44


def text(value):
    data = value.encode("utf-8")
    return struct.pack(">h", len(data)) + data


def array(items):
    return struct.pack(">i", len(items)) + b"".join(items)


class Request:
    """The fields of a request, one after another."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, layout):
        value, = struct.unpack_from(">" + layout, self.data, self.at)
        self.at += struct.calcsize(">" + layout)
        return value

    def text(self):
        size = max(0, self.take("h"))
        self.at += size
        return self.data[self.at - size:self.at].decode("utf-8")


def api_versions(error):
    ranges = [struct.pack(">hhh", key, 0, newest) for key, newest in VERSIONS.items()]
    return struct.pack(">h", error) + array(ranges)


class Broker(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self, cluster_id, hosts, topics, reason):
        super().__init__(("127.0.0.1", 0), Connection)
        self.cluster_id, self.hosts, self.topics, self.reason = cluster_id, hosts, topics, reason
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def answer(self, key, version, request):
        if key == API_VERSIONS:
            return api_versions(UNSUPPORTED_VERSION if version else 0)
        return {METADATA: self.metadata, CREATE_TOPICS: self.created, DELETE_TOPICS: self.deleted,
                DESCRIBE_CONFIGS: self.configs}[key](version, request)

    def metadata(self, version, _):
        assert version >= 3, version
        brokers = [struct.pack(">i", 1) + text("127.0.0.1") + struct.pack(">ih", self.port, -1)]
        brokers += [struct.pack(">i", i) + text(host) + struct.pack(">ih", 9, -1) for i, host in enumerate(self.hosts, 2)]
        partition = struct.pack(">hii", 0, 0, 1) + array([struct.pack(">i", 1)]) * 2
        topics = [struct.pack(">h", 0) + text(name) + b"\0" + array([partition]) for name in self.topics]
        return struct.pack(">i", 0) + array(brokers) + text(self.cluster_id) + struct.pack(">i", 1) + array(topics)

    def created(self, version, request):
        assert version == 2, version
        request.take("i")
        return struct.pack(">i", 0) + array([text(request.text()) + struct.pack(">h", POLICY_VIOLATION) + text(self.reason)])

    def deleted(self, _, request):
        names = [request.text() for _ in range(request.take("i"))]
        return struct.pack(">i", 0) + array([text(name) + struct.pack(">h", 0) for name in names])

    def configs(self, version, request):
        assert version == 1, version
        results = []
        for _ in range(request.take("i")):
            kind, name = request.take("b"), request.text()
            for _ in range(max(0, request.take("i"))):
                request.text()
            setting = text(self.reason) + text(self.reason) + struct.pack(">?b?i", False, 1, False, 0)
            results.append(struct.pack(">hhb", 0, -1, kind) + text(name) + array([setting]))
        return struct.pack(">i", 0) + array(results)


class Connection(socketserver.StreamRequestHandler):
    def handle(self):
        while len(head := self.rfile.read(4)) == 4:
            request = Request(self.rfile.read(struct.unpack(">i", head)[0]))
            key, version, number = request.take("h"), request.take("h"), request.take("i")
            request.text()  # the client's id
            body = struct.pack(">i", number) + self.server.answer(key, version, request)
            self.wfile.write(struct.pack(">i", len(body)) + body)
