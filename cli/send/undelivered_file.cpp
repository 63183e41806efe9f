// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/undelivered_file.hpp"

#include <fcntl.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "output/text.hpp"

namespace thoth::cli {
namespace {

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

Result<UndeliveredFile> UndeliveredFile::open(const std::string& path, std::uint64_t room, mode_t most) {
  constexpr const char* advice = "name a file in a writable folder (--undelivered); nothing was sent";
  ReplacementFile file = THOTH_TRY(ReplacementFile::open(path, {advice, "writing the undelivered file"}, most));
  if (const int error = reserve(file.descriptor(), room); error != 0) {
    return fail(ErrorCode::io, "reserving " + byte_text(room) + " for", path, std::strerror(error),
                "free some space, or name a file on another disk (--undelivered); nothing was sent");
  }
  return UndeliveredFile(std::move(file));
}

Result<void> UndeliveredFile::add(const file::EntryParts& entry) {
  line_.clear();
  file::write_entry(entry, line_);
  return add_line(line_);
}

Result<void> UndeliveredFile::add_line(std::string_view line) {
  ++entries_;
  THOTH_TRY(file_.write(line));
  return file_.write("\n");
}

Result<void> UndeliveredFile::commit() {
  if (entries_ == 0) THOTH_TRY(file_.write("[]\n"));
  return file_.commit();
}

}  // namespace thoth::cli
