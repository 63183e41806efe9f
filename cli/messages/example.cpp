// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/example.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "json/pretty.hpp"
#include "json/writer.hpp"
#include "judging/event_contracts.hpp"
#include "messages/choice.hpp"
#include "messages/key_and_headers.hpp"
#include "messages/samples.hpp"
#include "program/context.hpp"
#include "thoth/example.hpp"
#include "thoth/json.hpp"
#include "thoth/sampler.hpp"
#include "thoth/validation.hpp"

namespace thoth::cli {

// A schema that users bring may ask for what no example was made for: then anything that is valid is one.
Result<std::string> valid_example(const Schema& schema) {
  std::string contents = example(schema);
  const json::Parsed parsed = json::parse(contents);
  const bool is_known = parsed.document != nullptr && fits_in_file(contents);
  if (is_known && validate(schema, parsed.document->root()).empty()) return contents;
  contents = THOTH_TRY(Sampler(schema, 0).valid());
  return fit_for_file(schema, std::move(contents));
}

namespace {

bool asks_for_event(const Schema& headers) {
  const auto made = valid_example(headers);
  return made && cloud_event::mode_of(headers_of(json::parse(*made).document->root())) == cloud_event::Mode::binary;
}

/// Lets a type whose headers make events of its messages ask for all that CloudEvents ask for. `kept` holds what is
/// made.
const Schema* with_event_headers(const Schema* type, std::vector<SchemaPtr>& kept) {
  if (type->headers == nullptr || !asks_for_event(*type->headers)) return type;
  Schema changed = *type;
  changed.headers = std::make_shared<const Schema>(binary_headers(type->headers.get()));
  return kept.emplace_back(std::make_shared<const Schema>(std::move(changed))).get();
}

}  // namespace

Result<ExitCode> run_messages_example(const MessagesOptions& options, Context& context) {
  std::vector<const Schema*> schemas = THOTH_TRY(chosen_types(options, context.types, "messages example"));
  std::vector<SchemaPtr> kept;
  for (const Schema*& schema : schemas) schema = with_event_headers(schema, kept);
  if (options.count || options.seed || options.invalid) {
    const SamplePlan plan{static_cast<std::uint64_t>(options.count.value_or(1)),
                          static_cast<std::uint64_t>(options.seed.value_or(0)),
                          options.invalid ? Samples::broken : Samples::valid};
    THOTH_TRY(write_samples(schemas, plan, context));
    return ExitCode::ok;
  }
  std::string file;
  json::Writer entries(file);
  entries.begin_array();
  for (const Schema* schema : schemas) {
    const std::string contents = THOTH_TRY(valid_example(*schema));
    const MadeKeyAndHeaders rest = THOTH_TRY(make_key_and_headers(*schema, valid_example));
    entries.begin_object().member("topic_name", topic_of_samples(*schema));
    write_key_and_headers(*schema, rest, entries);
    entries.member("message_contents", json::Raw{contents}).end_object();
  }
  entries.end_array();
  std::string out;
  json::append_pretty_safely(file, 0, out, json::Colours::no);
  THOTH_TRY(context.out.write(out + '\n'));
  return ExitCode::ok;
}

}  // namespace thoth::cli
