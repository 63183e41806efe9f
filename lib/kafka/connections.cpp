// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/connections.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <set>

namespace thoth::kafka {

int Connections::open(int socket, const sockaddr* address, int size, const char* broker) {
  if (::connect(socket, address, static_cast<socklen_t>(size)) != 0 && errno != EINPROGRESS) return errno;
  const std::lock_guard lock(mutex_);
  brokers_.insert_or_assign(socket, broker);
  return 0;
}

int Connections::close(int socket) {
  // Under the lock, as the number is given to another socket once it is free.
  const std::lock_guard lock(mutex_);
  brokers_.erase(socket);
  return ::close(socket);
}

std::vector<std::string> Connections::accepted() const {
  const std::lock_guard lock(mutex_);
  std::set<std::string> names;
  for (const auto& [socket, broker] : brokers_) {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    if (::getpeername(socket, reinterpret_cast<sockaddr*>(&peer), &size) == 0) names.insert(broker);
  }
  return {names.begin(), names.end()};
}

}  // namespace thoth::kafka
