// SPDX-License-Identifier: GPL-3.0-or-later
#include "file/temporary_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace thoth::file {

Result<Descriptor> temporary_file(const std::string& folder) {
  int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
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

}  // namespace thoth::file
