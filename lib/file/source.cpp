// SPDX-License-Identifier: GPL-3.0-or-later
#include "file/source.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include "file/temporary_file.hpp"

namespace thoth::file {
namespace {

constexpr std::size_t read_size = std::size_t{64} << 10;

/// How often the caller waits with a stream is called.
constexpr int waiting_slice_ms = 50;

std::size_t page_size() {
  return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

class Memory final : public Whole {
 public:
  explicit Memory(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] std::string_view bytes() const override { return text_; }

 private:
  std::string text_;
};

class Mapping final : public Whole {
 public:
  /// Takes over a mapping of `reserved` bytes, of which `size` are the file's.
  Mapping(void* address, std::size_t size, std::size_t reserved)
      : address_(address), size_(size), reserved_(reserved) {}
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() override { ::munmap(address_, reserved_); }

  [[nodiscard]] std::string_view bytes() const override { return {static_cast<const char*>(address_), size_}; }

  void release(std::uint64_t begin, std::uint64_t end) override {
    const std::size_t page = page_size();
    const std::uint64_t first = begin / page * page;
    const std::uint64_t after = end / page * page;
    if (first < after) ::madvise(static_cast<char*>(address_) + first, after - first, MADV_DONTNEED);
  }

 private:
  void* address_;
  std::size_t size_;
  std::size_t reserved_;
};

tl::unexpected<Error> reading_failed(const std::string& name, int error) {
  const char* advice = error == EACCES ? "check the file's permissions" : "";
  return fail(ErrorCode::usage, "reading", name, std::strerror(error), advice);
}

/// Maps a file with a readable page after it: the file is laid over the start of a larger anonymous mapping.
Result<std::unique_ptr<Whole>> map(int fd, std::size_t size, const std::string& name) {
  const std::size_t page = page_size();
  const std::size_t reserved = (size / page + 2) * page;
  void* address = ::mmap(nullptr, reserved, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (address == MAP_FAILED) return reading_failed(name, errno);
  if (::mmap(address, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0) == MAP_FAILED) {
    const int error = errno;
    ::munmap(address, reserved);
    return reading_failed(name, error);
  }
  ::madvise(address, size, MADV_SEQUENTIAL);
  return std::make_unique<Mapping>(address, size, reserved);
}

Result<void> write_all(int fd, std::string_view bytes, const std::string& folder) {
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      return fail(ErrorCode::io, "copying the input to a temporary file in", folder, std::strerror(errno),
                  "set TMPDIR to a folder with room for the input");
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Descriptor::~Descriptor() {
  if (fd_ > STDERR_FILENO) ::close(fd_);
}

bool Source::Impl::is_readable(int milliseconds) const {
  pollfd entry{input.get(), POLLIN, 0};
  return ::poll(&entry, 1, milliseconds) > 0;
}

Result<void> Source::Impl::wait_readable() const {
  for (int milliseconds = 0; while_waiting && !is_readable(milliseconds); milliseconds = waiting_slice_ms) {
    if (!while_waiting()) return fail(ErrorCode::interrupted, "reading", name, "interrupted");
  }
  return {};
}

Result<bool> Source::Impl::read_some(std::string& buffer, std::size_t max) const {
  THOTH_TRY(wait_readable());
  const std::size_t before = buffer.size();
  buffer.resize(before + std::min(max, read_size));
  for (;;) {
    const auto count = ::read(input.get(), buffer.data() + before, buffer.size() - before);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return reading_failed(name, errno);
    buffer.resize(before + static_cast<std::size_t>(count));
    return count > 0;
  }
}

Source::Source(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
Source::Source(Source&&) noexcept = default;
Source& Source::operator=(Source&&) noexcept = default;
Source::~Source() = default;

Result<Source> Source::open(const std::string& path) {
  auto impl = std::make_shared<Impl>();
  const bool standard = path == "-";
  impl->name = standard ? "standard input" : path;
  impl->input = Descriptor(standard ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (impl->input.get() < 0) {
    const int error = errno;
    const char* advice = error == ENOENT ? "check the path" : error == EACCES ? "check the file's permissions" : "";
    return fail(ErrorCode::usage, "opening", path, std::strerror(error), advice);
  }
  struct stat status {};
  if (::fstat(impl->input.get(), &status) != 0) return reading_failed(impl->name, errno);
  if (S_ISDIR(status.st_mode)) {
    return fail(ErrorCode::usage, "reading", impl->name, "it is a directory", "name a message file");
  }
  impl->stream = !S_ISREG(status.st_mode);
  // A file that is read from somewhere in its middle, as a shell's redirection may leave it, is read from there.
  const bool from_start = ::lseek(impl->input.get(), 0, SEEK_CUR) <= 0;
  // A file without a size may have content all the same, as those of /proc have: it is read.
  if (!impl->stream && from_start && status.st_size > 0) {
    impl->whole = THOTH_TRY(map(impl->input.get(), static_cast<std::size_t>(status.st_size), impl->name));
  }
  return Source(std::move(impl));
}

Result<Source> Source::open_whole(const std::string& path, const Spool& spool) {
  Source source = THOTH_TRY(open(path));
  Impl& impl = *source.impl_;
  if (impl.whole) return source;
  std::string buffer;
  std::optional<Descriptor> file;
  std::size_t size = 0;
  for (;;) {
    const std::size_t before = buffer.size();
    const bool more = THOTH_TRY(impl.read_some(buffer, read_size));
    size += buffer.size() - before;
    if (file || size > spool.in_memory) {
      if (!file) {
        file = THOTH_TRY(temporary_file(spool.folder));
      }
      THOTH_TRY(write_all(file->get(), buffer, spool.folder));
      buffer.clear();
    }
    if (!more) break;
  }
  if (file) {
    impl.whole = THOTH_TRY(map(file->get(), size, impl.name));
  } else {
    impl.whole = std::make_unique<Memory>(std::move(buffer));
  }
  return source;
}

Source Source::from_text(std::string text, std::string name) {
  auto impl = std::make_shared<Impl>();
  impl->name = std::move(name);
  impl->whole = std::make_unique<Memory>(std::move(text));
  return Source(std::move(impl));
}

const std::string& Source::name() const {
  return impl_->name;
}

std::optional<std::uint64_t> Source::size() const {
  if (!impl_->whole) return std::nullopt;
  return impl_->whole->bytes().size();
}

bool Source::is_stream() const {
  return impl_->stream;
}

std::optional<std::string_view> Source::whole() const {
  if (!impl_->whole) return std::nullopt;
  return impl_->whole->bytes();
}

void Source::release(std::uint64_t begin, std::uint64_t end) const {
  if (impl_->whole) impl_->whole->release(begin, end);
}

void Source::while_waiting(std::function<bool()> go_on) const {
  impl_->while_waiting = std::move(go_on);
}

}  // namespace thoth::file
