#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "thoth/catalog.hpp"
#include "thoth/kafka/record.hpp"
#include "thoth/validation.hpp"

namespace thoth::cli {

/// How records are written: `ndjson`, an entry that send takes back and what is known of the record beside it;
/// `contents`, the value's bytes and a line break.
enum class RecordFormat : std::uint8_t { ndjson, contents };

struct RecordWriterOptions {
  RecordFormat format = RecordFormat::ndjson;
  std::string topic_prefix;
  bool show_secrets = false;
  bool on_terminal = false;  ///< nothing may reach it that moves its cursor
};

/// Judges records against their types and writes them.
class RecordWriter {
 public:
  /// `catalog` must outlive this.
  RecordWriter(const Catalog& catalog, RecordWriterOptions options);

  /// Appends the record. True if it keeps its contract, or there is none for it.
  bool append(const kafka::Record& record, std::string& out);

  /// True if the record's type declares secrets.
  [[nodiscard]] bool is_secretive(const kafka::Record& record);

 private:
  /// What is known of a topic.
  struct Topic {
    std::string base;
    const Schema* schema = nullptr;
    bool secretive = false;
  };
  /// What of a value goes into a line.
  struct Value {
    std::optional<std::string> contents;
    bool with_bytes = false;
    bool masked = false;
    Violations violations;
  };

  const Topic& topic_of(std::string_view name);
  Value judge(const Topic& topic, std::string_view bytes);
  void take_contents(const Topic& topic, std::string_view bytes, bool canonical, Value& value) const;
  void append_line(const kafka::Record& record, const Topic& topic, const Value& value, std::string& out);

  const Catalog& catalog_;
  RecordWriterOptions options_;
  Judge judge_;
  std::map<std::string, Topic, std::less<>> topics_;
  std::string more_;
  Headers headers_;
};

}  // namespace thoth::cli
