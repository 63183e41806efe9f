// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/list.hpp"

#include <string>
#include <utility>
#include <vector>

#include "base/terminal_text.hpp"
#include "json/pretty.hpp"
#include "json/writer.hpp"
#include "messages/show.hpp"
#include "output/table.hpp"
#include "program/context.hpp"

namespace thoth::cli {

Result<ExitCode> run_messages_list(const MessagesOptions& options, Context& context) {
  std::vector<std::vector<std::string>> rows{{"TOPIC NAME", "VERSION", "DESCRIPTION"}};
  std::string json;
  json::Writer types(json);
  types.begin_array();
  for (const SchemaPtr& schema : context.types.schemas()) {
    rows.push_back({schema->topic, schema->version, folded_line(schema->description)});
    types.begin_object();
    write_heading(*schema, types);
    types.end_object();
  }
  for (const SchemaPtr& schema : context.types.channels()) {
    if (!schema->topic.empty()) continue;
    std::string what = "channel without a topic";
    if (!schema->description.empty()) what.append(": ").append(folded_line(schema->description));
    rows.push_back({schema->channel, schema->version, std::move(what)});
    types.begin_object();
    write_heading(*schema, types);
    types.end_object();
  }
  for (const auto& [topic, schema] : context.types.left_out()) {
    rows.push_back({topic, "", folded_line("not validated: " + schema.reason)});
    types.begin_object().member("topic_name", topic).member("version", "").member("description", "");
    types.member("not_validated", schema.reason).member("place", schema.place).end_object();
  }
  types.end_array();
  std::string out;
  if (options.format == ListFormat::json) {
    json::append_pretty_safely(json, 0, out, json::Colours::no);
    out += '\n';
  } else {
    out = table(rows, standard_output_width());
  }
  THOTH_TRY(context.page(out));
  return ExitCode::ok;
}

}  // namespace thoth::cli
