#include "value_keeper.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "thoth/header.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

const std::string topic = "thoth.repo-init";
/// Two messages' contents, and between them the members of a third one's.
const std::string input = R"({"a":1} "v1" "url" {"b":2})";
const std::vector<std::string_view> members = {
    {}, {}, std::string_view(input).substr(8, 4), std::string_view(input).substr(13, 5), {}};
constexpr const char* made_of_members =
    R"({"component_name":"c","service_version":"","version":"v1","project_url":"url","job_id":null})";

struct Keeping {
  Scratch scratch;
  KeptValues kept;
  MessageRules rules;
  InputPart part;
  std::string copied;
  Headers no_headers;

  explicit Keeping(const char* folder = "/tmp") : scratch(folder == nullptr ? "" : folder) {
    if (folder != nullptr) kept.scratch = &scratch;
    rules.validation.fill_ins = {{"component_name", "c"}, {"service_version", ""}};
  }

  ValueKeeper keeper() { return {part, input.data(), kept, rules, copied}; }

  Outgoing outgoing(std::string_view value, kafka::Payload payload) {
    Outgoing result;
    result.base_topic = topic;
    result.message.value = value;
    result.message.payload = payload;
    result.message.headers = &no_headers;
    return result;
  }
  Outgoing in_input(std::size_t at) { return outgoing(std::string_view(input).substr(at, 7), kafka::Payload::borrow); }
  Outgoing of_members() {
    Outgoing result = outgoing(made_of_members, kafka::Payload::copy);
    result.members = members;
    return result;
  }
  Outgoing other() { return outgoing(R"({"c":"é"})", kafka::Payload::copy); }

  /// The copied values, in order.
  std::vector<std::string> in_scratch() {
    REQUIRE(part.in_scratch);
    REQUIRE(part.members == 0);
    REQUIRE(scratch.seal());
    std::vector<std::string> values;
    for (const Span& span : part.values) {
      values.emplace_back(scratch.source().whole()->substr(part.values_begin + span.offset, span.size));
    }
    return values;
  }
};

}  // namespace

TEST_CASE("values that stand in the input as they go out are remembered there") {
  Keeping keeping;
  auto keeper = keeping.keeper();
  keeper.note(keeping.in_input(0));
  keeper.note(keeping.in_input(19));
  keeper.keep();
  CHECK_FALSE(keeping.part.in_scratch);
  CHECK(keeping.part.members == 0);
  CHECK(keeping.part.topic == topic);
  REQUIRE(keeping.part.values.size() == 2);
  CHECK(keeping.part.values[1].offset == 19);
  CHECK(keeping.part.values[1].size == 7);
}

TEST_CASE("of values that are made of their members it is remembered where those stand") {
  Keeping keeping(nullptr);
  auto keeper = keeping.keeper();
  keeper.note(keeping.of_members());
  keeper.note(keeping.of_members());
  keeper.keep();
  CHECK_FALSE(keeping.part.in_scratch);
  CHECK(keeping.part.members == members.size());
  REQUIRE(keeping.part.values.size() == 2 * members.size());
  CHECK(keeping.kept.members == 2 * members.size());
  std::vector<std::string_view> taken;
  take_members(std::span(keeping.part.values).subspan(members.size()), input.data(), taken);
  CHECK(taken == members);
}

TEST_CASE("one value that is neither has all of them copied") {
  Keeping from_input;
  auto keeper = from_input.keeper();
  keeper.note(from_input.in_input(0));
  keeper.note(from_input.of_members());
  keeper.note(from_input.in_input(19));
  keeper.keep();
  CHECK(from_input.in_scratch() == std::vector<std::string>{R"({"a":1})", made_of_members, R"({"b":2})"});

  Keeping from_members;
  auto other_keeper = from_members.keeper();
  other_keeper.note(from_members.of_members());
  other_keeper.note(from_members.in_input(19));
  other_keeper.note(from_members.other());
  other_keeper.keep();
  CHECK(from_members.in_scratch() == std::vector<std::string>{made_of_members, R"({"b":2})", R"({"c":"é"})"});
}

TEST_CASE("once many members are remembered, further values are copied") {
  Keeping keeping;
  keeping.kept.members = std::size_t{1} << 30;
  auto keeper = keeping.keeper();
  keeper.note(keeping.of_members());
  keeper.keep();
  CHECK(keeping.in_scratch() == std::vector<std::string>{made_of_members});
}

TEST_CASE("without a place for copies, a part that needs them is forgotten") {
  for (const bool begins_with_members : {true, false}) {
    Keeping keeping(nullptr);
    auto keeper = keeping.keeper();
    keeper.note(begins_with_members ? keeping.of_members() : keeping.in_input(0));
    keeper.note(keeping.other());
    keeper.note(keeping.in_input(0));
    keeper.keep();
    CHECK(keeping.part.values.empty());
    CHECK(keeping.part.members == 0);
  }
  Keeping nowhere("/nowhere");
  auto keeper = nowhere.keeper();
  keeper.note(nowhere.other());
  keeper.keep();
  CHECK(nowhere.part.values.empty());
  CHECK_FALSE(nowhere.part.in_scratch);
}

TEST_CASE("an entry with more than a value has its part forgotten") {
  Keeping keeping;
  auto keeper = keeping.keeper();
  keeper.note(keeping.in_input(0));
  Outgoing keyed = keeping.in_input(19);
  keyed.message.key = "k";
  keeper.note(keyed);
  keeper.note(keeping.in_input(0));
  keeper.keep();
  CHECK(keeping.part.values.empty());
}
