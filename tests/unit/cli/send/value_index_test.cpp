// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/value_index.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace thoth;
using namespace thoth::cli;

namespace {

const std::string topic = "thoth.repo-init";
/// Two messages' contents, with white space around them.
const std::string input = R"({"a":1} {"b":2} )";

struct Keeping {
  Scratch scratch;
  InputPart part;
  std::string copied;

  explicit Keeping(const char* folder = "/tmp") : scratch(folder) {}

  ValueKeeper keeper() { return {part, input.data(), &scratch, copied}; }
  ValueKeeper keeper_in_memory() { return {part, input.data(), nullptr, copied}; }

  Outgoing outgoing(std::string_view value, kafka::Payload payload) {
    Outgoing result;
    result.base_topic = topic;
    result.message.value = value;
    result.message.payload = payload;
    return result;
  }
  Outgoing in_input(std::size_t at) { return outgoing(std::string_view(input).substr(at, 7), kafka::Payload::borrow); }
  Outgoing other() { return outgoing(R"({"c":"é"})", kafka::Payload::copy); }

  std::vector<std::string> values_in(std::string_view bytes) const {
    std::vector<std::string> values;
    for (const Span& span : part.values) values.emplace_back(bytes.substr(span.offset, span.size));
    return values;
  }
  /// The copied values, in order.
  std::vector<std::string> in_scratch() {
    REQUIRE(part.in_scratch);
    REQUIRE(scratch.seal());
    return values_in(scratch.source().whole()->substr(part.values_begin));
  }
};

}  // namespace

TEST_CASE("values that stand in the input as they go out are remembered there") {
  Keeping keeping;
  auto keeper = keeping.keeper();
  keeper.add(keeping.in_input(0));
  keeper.add(keeping.in_input(8));
  keeper.keep();
  CHECK_FALSE(keeping.part.in_scratch);
  CHECK(keeping.part.topic == topic);
  REQUIRE(keeping.part.values.size() == 2);
  CHECK(keeping.part.values[1].offset == 8);
  CHECK(keeping.part.values[1].size == 7);
}

TEST_CASE("one value that looks otherwise in the input has all of them copied") {
  const std::vector<std::string> all = {R"({"a":1})", R"({"c":"é"})", R"({"b":2})"};
  const auto note_all = [](Keeping& keeping, ValueKeeper keeper) {
    keeper.add(keeping.in_input(0));
    keeper.add(keeping.other());
    keeper.add(keeping.in_input(8));
    keeper.keep();
  };
  Keeping to_file;
  note_all(to_file, to_file.keeper());
  CHECK(to_file.in_scratch() == all);
  CHECK(to_file.part.copied.empty());

  Keeping in_memory;
  note_all(in_memory, in_memory.keeper_in_memory());
  CHECK_FALSE(in_memory.part.in_scratch);
  CHECK(in_memory.values_in(in_memory.part.copied) == all);
}

TEST_CASE("where no file can be written for copies, a part that needs them is forgotten") {
  Keeping nowhere("/nowhere");
  auto keeper = nowhere.keeper();
  keeper.add(nowhere.other());
  keeper.keep();
  CHECK(nowhere.part.values.empty());
  CHECK_FALSE(nowhere.part.in_scratch);
}

TEST_CASE("an entry with more than a value has its part forgotten") {
  Keeping keeping;
  auto keeper = keeping.keeper();
  keeper.add(keeping.in_input(0));
  Outgoing keyed = keeping.in_input(8);
  keyed.message.key = "k";
  keeper.add(keyed);
  keeper.add(keeping.in_input(0));
  keeper.keep();
  CHECK(keeping.part.values.empty());
}
