// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/samples.hpp"

#include <string>
#include <utility>

#include "json/writer.hpp"
#include "judging/entry_validator.hpp"
#include "program/context.hpp"
#include "report/violations_member.hpp"
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
    THOTH_TRY_ASSIGN(const std::string contents, sampler.valid());
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
