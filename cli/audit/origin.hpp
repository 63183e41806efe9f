#pragma once

#include <optional>
#include <string_view>

#include "judging/record_judge.hpp"
#include "thoth/json.hpp"

namespace thoth::cli {

/// Who wrote a record, and which version of its type, as its contents say; none: they do not.
struct RecordOrigin {
  std::optional<std::string_view> component_name;
  std::optional<std::string_view> version;
};

/// Finds it, in what validation found where that is enough.
class RecordOrigins {
 public:
  /// Valid until the next call, and as long as what was validated.
  [[nodiscard]] RecordOrigin of(const JudgedRecord& judged);

 private:
  json::Parsed parsed_;
};

}  // namespace thoth::cli
