// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "json/writer.hpp"
#include "judging/entry_validator.hpp"
#include "program/context.hpp"
#include "report/violations_member.hpp"
#include "thoth/json.hpp"
#include "thoth/sampler.hpp"
#include "thoth/topic_template.hpp"
#include "thoth/version.hpp"

namespace thoth::cli {
namespace {

Result<std::string> entry(const Schema& schema, Sampler& sampler, Samples samples) {
  std::string line;
  json::Writer out(line);
  out.begin_object().member("topic_name", example_topic(schema));
  if (samples == Samples::valid) {
    THOTH_TRY_ASSIGN(std::string contents, sampler.valid());
    THOTH_TRY_ASSIGN(contents, fit_for_file(schema, std::move(contents)));
    out.member("message_contents", json::Raw{contents});
  } else {
    THOTH_TRY_ASSIGN(const Sampler::Broken broken, sampler.broken());
    out.member("message_contents", json::Raw{broken.contents});
    write_violations(broken.violations, out);
  }
  out.end_object();
  return line + '\n';
}

}  // namespace

bool fits_in_file(const std::string& contents) {
  // An entry, and perhaps an array of them, is around the contents.
  const auto opens = std::count_if(contents.begin(), contents.end(), [](char c) { return c == '[' || c == '{'; });
  return static_cast<std::size_t>(opens) + 2 <= json::max_depth ||
         json::parse("[[" + contents + "]]").document != nullptr;
}

Result<std::string> fit_for_file(const Schema& schema, std::string contents) {
  if (fits_in_file(contents)) return contents;
  return fail(ErrorCode::usage, "generating a message of", schema.topic,
              fmt::format("its example nests more than {} arrays and objects, with those of the file", json::max_depth),
              "give its schema an example that nests less");
}

Result<void> write_samples(const std::vector<const Schema*>& schemas, const SamplePlan& plan, Context& context) {
  std::vector<Sampler> samplers;
  samplers.reserve(schemas.size());
  for (const Schema* schema : schemas) samplers.emplace_back(*schema, plan.seed, fill_ins(default_component, version));
  for (std::uint64_t i = 0; i < plan.count && !context.out.reader_gone(); ++i) {
    for (std::size_t type = 0; type < schemas.size(); ++type) {
      THOTH_TRY_ASSIGN(const std::string line, entry(*schemas[type], samplers[type], plan.samples));
      THOTH_TRY(context.out.write(line));
    }
  }
  return {};
}

}  // namespace thoth::cli
