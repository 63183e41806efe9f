#include "send/plan.hpp"

#include <utility>

#include "base/read_value.hpp"

namespace thoth::cli {
namespace {

Result<file::Source> open_path(const std::string& path, bool stream, const Environment& environment) {
  if (stream) return file::Source::open(path);
  file::Source::Spool spool;
  if (const auto folder = variable(environment, "TMPDIR")) spool.folder = *folder;
  return file::Source::open_whole(path, spool);
}

Result<file::Source> open_source(const SendOptions& options, const Environment& environment) {
  if (options.message_file) return open_path(*options.message_file, options.stream, environment);
  const std::string& contents = *options.message_contents;
  if (contents == "-") return open_path("-", options.stream, environment);
  if (contents.size() > 1 && contents[0] == '@' && contents[1] != '@') {
    return open_path(contents.substr(1), options.stream, environment);
  }
  THOTH_TRY_ASSIGN(std::string text, read_value(contents));
  return file::Source::from_text(std::move(text), "--message-contents");
}

}  // namespace

std::string_view SendInput::values_of(const InputPart& part) const {
  if (!part.copied.empty()) return part.copied;
  const file::Source& source = part.in_scratch ? scratch->source() : reader.source();
  return source.whole()->substr(part.values_begin);
}

Result<file::Reader> open_input(const SendOptions& options, const Environment& environment) {
  THOTH_TRY_ASSIGN(file::Source source, open_source(options, environment));
  return file::Reader(std::move(source), options.message_file ? file::Shape::entries : file::Shape::contents);
}

}  // namespace thoth::cli
