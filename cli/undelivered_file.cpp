#include "undelivered_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

#include "summary.hpp"

namespace thoth::cli {
namespace {

constexpr const char* writing = "writing the undelivered file";

/// What a path stands for, where it is a symbolic link; the path itself where there is nothing yet.
std::string resolved(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real ? std::string(real.get()) : path;
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

/// What a new file's mode would be, which mkstemp does not ask for.
mode_t usual_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

/// Zero, or the error that keeps `room` bytes from being written.
int reserve(int descriptor, std::uint64_t room) {
  if (room == 0) return 0;
  int error = 0;
  do {
    error = ::fallocate(descriptor, 0, 0, static_cast<off_t>(room)) == 0 ? 0 : errno;
  } while (error == EINTR);
  if (error != EOPNOTSUPP && error != ENOSYS) return error;
  struct statvfs disk {};
  if (::fstatvfs(descriptor, &disk) != 0) return 0;
  return static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize < room ? ENOSPC : 0;
}

}  // namespace

UndeliveredFile::UndeliveredFile(int descriptor, std::string path, std::string target)
    : descriptor_(descriptor), path_(std::move(path)), target_(std::move(target)), out_(descriptor, target_) {}

UndeliveredFile::UndeliveredFile(UndeliveredFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::exchange(other.path_, std::string())),
      target_(std::move(other.target_)),
      out_(std::move(other.out_)),
      entries_(other.entries_),
      size_(other.size_) {}

UndeliveredFile::~UndeliveredFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!path_.empty()) ::unlink(path_.c_str());
}

Result<UndeliveredFile> UndeliveredFile::open(const std::string& path, std::uint64_t room) {
  const std::string target = resolved(path);
  const std::string folder = folder_of(target);
  constexpr const char* advice = "name a file in a folder that can be written (--undelivered); nothing was sent";
  struct stat status {};
  const bool exists = ::stat(target.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode)) {
    return fail(ErrorCode::usage, "making", path,
                S_ISDIR(status.st_mode) ? "it is a directory" : "it is no regular file", advice);
  }
  std::string name = target + ".XXXXXX";
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return fail(ErrorCode::usage, "making a file in", folder, std::strerror(errno), advice);
  UndeliveredFile file(descriptor, std::move(name), target);
  ::fchmod(descriptor, exists ? status.st_mode & 07777 : usual_mode());
  if (const int error = reserve(descriptor, room); error != 0) {
    return fail(ErrorCode::io, "keeping " + byte_text(room) + " for", path, std::strerror(error),
                "make room, or name a file on another disk (--undelivered); nothing was sent");
  }
  return file;
}

Result<void> UndeliveredFile::add(const file::EntryParts& entry) {
  line_.clear();
  file::write_entry(entry, line_);
  return add_line(line_);
}

Result<void> UndeliveredFile::add_line(std::string_view line) {
  ++entries_;
  size_ += line.size() + 1;
  THOTH_TRY(out_.write(line));
  return out_.write("\n");
}

Result<void> UndeliveredFile::commit() {
  if (entries_ == 0) {
    size_ = 3;
    THOTH_TRY(out_.write("[]\n"));
  }
  THOTH_TRY(out_.flush());
  if (::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0 || ::fsync(descriptor_) != 0) return failed(errno);
  if (::rename(path_.c_str(), target_.c_str()) != 0) return failed(errno);
  path_.clear();
  return {};
}

tl::unexpected<Error> UndeliveredFile::failed(int error) const {
  return fail(ErrorCode::io, writing, target_, std::strerror(error), "make room there");
}

}  // namespace thoth::cli
