// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/ready_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace thoth::cli {

Result<ReadyFile> ReadyFile::prepare(const std::string& path) {
  const auto refuse = [&path] {
    return fail(ErrorCode::usage, "preparing the ready file", path, std::strerror(errno),
                "name a file in a writable folder");
  };
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (::access(folder.empty() ? "." : folder.c_str(), W_OK) != 0) return refuse();
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return refuse();
  return ReadyFile(path);
}

Result<void> ReadyFile::appear() const {
  const int descriptor = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) return fail(ErrorCode::io, "creating the ready file", path_, std::strerror(errno));
  ::close(descriptor);
  return {};
}

}  // namespace thoth::cli
