// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <librdkafka/rdkafka.h>

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace thoth::kafka {

/// The sockets that a client has open, so that it can tell a host that is not there from one that does not speak.
/// librdkafka opens and closes them in threads of its own.
class Connections {
 public:
  /// Begins to connect a socket that does not block. Gives 0, or the error's number.
  int open(int socket, const sockaddr* address, int size, const char* broker);
  /// Closes a socket; gives what close(2) gives.
  int close(int socket);

  /// "HOST:PORT" of each broker whose host took the connection, in their order.
  [[nodiscard]] std::vector<std::string> accepted() const;

 private:
  mutable std::mutex mutex_;
  std::map<int, std::string> brokers_;  ///< by socket
};

}  // namespace thoth::kafka
