// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/connections.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

using thoth::kafka::Connections;

namespace {

/// A socket bound to a port of its own on the loopback, listening or not.
struct Port {
  explicit Port(bool listens) : socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0);
    if (listens) REQUIRE(::listen(socket, 1) == 0);
    REQUIRE(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  }
  Port(const Port&) = delete;
  Port& operator=(const Port&) = delete;
  ~Port() { ::close(socket); }

  /// Begins a connection to this port; returns its socket once it stands or failed.
  int connect(Connections& connections, const char* name) const {
    const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    CHECK(connections.open(client, reinterpret_cast<const sockaddr*>(&address), sizeof address, name) == 0);
    pollfd done{client, POLLOUT, 0};
    REQUIRE(::poll(&done, 1, 30000) == 1);
    return client;
  }

  int socket;
  sockaddr_in address{};
};

}  // namespace

TEST_CASE("a host that takes the connection is told from one that does not") {
  const Port there(true);
  const Port refusing(false);
  Connections connections;
  CHECK(connections.accepted().empty());
  const int taken = there.connect(connections, "there:1");
  const int refused = refusing.connect(connections, "refusing:2");
  CHECK(connections.accepted() == std::vector<std::string>{"there:1"});
  CHECK(connections.close(taken) == 0);
  CHECK(connections.close(refused) == 0);
  CHECK(connections.accepted().empty());
  CHECK(::fcntl(taken, F_GETFD) == -1);
}

TEST_CASE("a connection that cannot even begin gives its error") {
  const Port port(true);
  Connections connections;
  const int wrong_family = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  CHECK(connections.open(wrong_family, reinterpret_cast<const sockaddr*>(&port.address), sizeof port.address, "x") !=
        0);
  CHECK(connections.accepted().empty());
  CHECK(connections.close(wrong_family) == 0);
}
