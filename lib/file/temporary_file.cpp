// SPDX-License-Identifier: GPL-3.0-or-later
#include "file/temporary_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace thoth::file {
namespace {

int nameless_file(const std::string& folder) {
  return ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

/// How the kernel names an open file.
std::string name_of(int descriptor) {
  return "/proc/self/fd/" + std::to_string(descriptor);
}

}  // namespace

Result<Descriptor> temporary_file(const std::string& folder) {
  int fd = nameless_file(folder);
  if (fd < 0) {
    std::string path = folder + "/thoth-msg-XXXXXX";  // for file systems that cannot make a nameless one
    fd = ::mkostemp(path.data(), O_CLOEXEC);
    if (fd >= 0) ::unlink(path.c_str());
  }
  if (fd < 0) {
    return fail(ErrorCode::io, "creating a temporary file in", folder, std::strerror(errno),
                "set TMPDIR to a folder with room for the input");
  }
  return Descriptor(fd);
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : file_(std::move(other.file_)),
      target_(std::move(other.target_)),
      path_(std::exchange(other.path_, std::string())) {}

PendingFile::~PendingFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

Result<PendingFile> PendingFile::make(const std::string& target) {
  Descriptor nameless(nameless_file(folder_of(target)));
  // Without /proc it could not be named later on.
  if (nameless.get() >= 0 && ::access(name_of(nameless.get()).c_str(), F_OK) == 0) {
    return PendingFile(std::move(nameless), target, "");
  }
  std::string path = target + ".XXXXXX";
  Descriptor named(::mkostemp(path.data(), O_CLOEXEC));
  if (named.get() < 0) return fail(ErrorCode::io, "creating a file in", folder_of(target), std::strerror(errno));
  return PendingFile(std::move(named), target, std::move(path));
}

int PendingFile::link_to(const std::string& path) const {
  const int linked = ::linkat(AT_FDCWD, name_of(file_.get()).c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW);
  return linked == 0 ? 0 : errno;
}

int PendingFile::put_in_place() {
  if (path_.empty()) {
    const int error = link_to(target_);
    if (error != EEXIST) return error;
    // A link replaces nothing; a name that is free for a moment does not last longer than the next call.
    int taken = EEXIST;
    for (int attempt = 0; taken == EEXIST && attempt < 100; ++attempt) {
      path_ = target_ + '.' + std::to_string(::getpid()) + '.' + std::to_string(attempt);
      taken = link_to(path_);
    }
    if (taken != 0) {
      path_.clear();
      return taken;
    }
  }
  if (::rename(path_.c_str(), target_.c_str()) != 0) return errno;
  path_.clear();
  return 0;
}

}  // namespace thoth::file
