#include "send/message_rules.hpp"

#include <string>
#include <utility>

#include "base/read_value.hpp"
#include "thoth/version.hpp"

namespace thoth::cli {
namespace {

Result<ValidationOptions> validation_options(const SendOptions& options) {
  ValidationOptions result;
  result.strict = options.strict ? Strict::yes : Strict::no;
  if (options.no_defaults) return result;
  THOTH_TRY_ASSIGN(const std::string component,
                   read_value(options.component_name.value_or(std::string(default_component))));
  THOTH_TRY_ASSIGN(const std::string service, read_value(options.service_version.value_or(std::string(version))));
  result.fill_ins = fill_ins(component, service);
  return result;
}

Result<Headers> headers(const std::vector<std::string>& texts) {
  Headers result;
  for (const std::string& text : texts) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return fail(ErrorCode::usage, "", "--header",
                  "\"" + text + "\" " + (equals == 0 ? "has no name before the =" : "has no ="), "write NAME=VALUE");
    }
    THOTH_TRY_ASSIGN(std::string value, read_value(text.substr(equals + 1)));
    result.push_back({text.substr(0, equals), std::move(value)});
  }
  return result;
}

}  // namespace

Result<MessageRules> message_rules(const SendOptions& options, const kafka::Config& config, const Context& context) {
  MessageRules rules;
  THOTH_TRY_ASSIGN(rules.validation, validation_options(options));
  rules.against = options.no_validate ? Against::json : Against::type;
  if (!options.message_file) rules.topic_name = *options.topic_name;
  rules.topic_prefix = context.settings.topic_prefix;
  if (options.key) {
    THOTH_TRY_ASSIGN(rules.key, read_value(*options.key));
  }
  if (options.key_field) {
    THOTH_TRY_ASSIGN(rules.key_field, json::Pointer::parse(*options.key_field));
  }
  THOTH_TRY_ASSIGN(rules.headers, headers(options.headers));
  if (options.partition) rules.partition = static_cast<std::int32_t>(*options.partition);
  rules.types = &context.types;
  rules.max_message_bytes = config.max_message_bytes();
  return rules;
}

}  // namespace thoth::cli
