// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "json/writer.hpp"
#include "messages/key_and_headers.hpp"
#include "messages/sample_maker.hpp"
#include "program/context.hpp"
#include "report/violations_member.hpp"
#include "thoth/json.hpp"
#include "thoth/sampler.hpp"
#include "thoth/topic_template.hpp"

namespace thoth::cli {
namespace {

/// The part of a topic's name that a sample of a parameter's schema stands for; empty if it cannot be one.
std::string part_of(const std::string& contents) {
  const json::Parsed parsed = json::parse(contents);
  const json::Node& root = parsed.document->root();
  if (root.kind == json::Kind::string) return std::string(root.text);
  return root.kind == json::Kind::array || root.kind == json::Kind::object ? "" : contents;
}

/// What a parameter may be; empty where nothing was found.
std::string sample_of(const TopicParameter& parameter, std::uint64_t seed) {
  if (!parameter.values.empty()) return parameter.values.front();
  if (parameter.schema == nullptr) return parameter.example.empty() ? parameter.name : parameter.example;
  const auto contents = Sampler(*parameter.schema, seed).valid();
  return contents ? part_of(*contents) : "";
}

/// The text with each {name} replaced by a part.
std::string filled(std::string text, const std::string& name, const std::string& part) {
  const std::string from = '{' + name + '}';
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + part.size())) {
    text.replace(at, from.size(), part);
  }
  return text;
}

std::string line_of(const Schema& type, const std::string& topic, const Sample& sample) {
  std::string line;
  json::Writer out(line);
  out.begin_object().member("topic_name", topic);
  write_key_and_headers(type, sample.rest, out);
  out.member("message_contents", json::Raw{sample.contents});
  if (!sample.violations.empty()) write_violations(sample.violations, out);
  out.end_object();
  return line + '\n';
}

/// What makes a type's samples.
struct Source {
  const Schema& type;
  std::string topic;
  SampleMaker maker;
};

}  // namespace

bool fits_in_file(const std::string& contents) {
  // An entry, and perhaps an array of them, is around the contents.
  const auto opens = std::count_if(contents.begin(), contents.end(), [](char c) { return c == '[' || c == '{'; });
  return static_cast<std::size_t>(opens) + 2 <= json::max_depth ||
         json::parse("[[" + contents + "]]").document != nullptr;
}

std::string topic_of_samples(const Schema& schema) {
  const std::string& known = example_topic(schema);
  if (schema.topic_template == nullptr || schema.topic_template->matches(known)) return known;
  constexpr std::uint64_t max_tries = 100;
  for (std::uint64_t seed = 0; seed < max_tries; ++seed) {
    std::string topic = schema.topic;
    for (const TopicParameter& parameter : schema.topic_template->parameters()) {
      topic = filled(std::move(topic), parameter.name, sample_of(parameter, seed));
    }
    if (schema.topic_template->matches(topic)) return topic;
  }
  return known;
}

Result<std::string> fit_for_file(const Schema& schema, std::string contents) {
  if (fits_in_file(contents)) return contents;
  return fail(ErrorCode::usage, "generating a message of", schema.topic,
              fmt::format("its example nests more than {} arrays and objects, with those of the file", json::max_depth),
              "give its schema an example that nests less");
}

Result<void> write_samples(const std::vector<const Schema*>& schemas, const SamplePlan& plan, Context& context) {
  std::vector<Source> sources;
  sources.reserve(schemas.size());
  for (const Schema* schema : schemas) {
    sources.push_back({*schema, topic_of_samples(*schema), SampleMaker(*schema, plan.seed)});
  }
  for (std::uint64_t i = 0; i < plan.count && !context.out.reader_gone(); ++i) {
    for (Source& source : sources) {
      const Sample sample = THOTH_TRY(plan.samples == Samples::valid ? source.maker.valid() : source.maker.broken());
      THOTH_TRY(context.out.write(line_of(source.type, source.topic, sample)));
    }
  }
  return {};
}

}  // namespace thoth::cli
