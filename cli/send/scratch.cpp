#include "send/scratch.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

namespace thoth::cli {
namespace {

bool write_at(int descriptor, std::string_view bytes, std::uint64_t offset) {
  while (!bytes.empty()) {
    const auto written = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  return true;
}

}  // namespace

Scratch::~Scratch() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

int Scratch::descriptor() {
  const std::lock_guard lock(mutex_);
  if (descriptor_ >= 0) return descriptor_;
  std::string path = folder_ + "/thoth-msg-XXXXXX";
  descriptor_ = ::mkostemp(path.data(), O_CLOEXEC);
  // Gone from the folder at once, so that nothing is left of it however the run ends.
  if (descriptor_ >= 0) ::unlink(path.c_str());
  return descriptor_;
}

std::optional<std::uint64_t> Scratch::put(std::string_view bytes) {
  if (failed_) return std::nullopt;
  const int to = descriptor();
  const std::uint64_t offset = size_.fetch_add(bytes.size());
  if (to >= 0 && write_at(to, bytes, offset)) return offset;
  failed_ = true;  // a full disk is not tried again with each part
  return std::nullopt;
}

bool Scratch::seal() {
  if (descriptor_ < 0) return false;
  auto source = file::Source::open("/proc/self/fd/" + std::to_string(descriptor_));
  if (!source || !source->whole()) return false;
  source_.emplace(std::move(*source));
  return true;
}

}  // namespace thoth::cli
