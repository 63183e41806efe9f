// SPDX-License-Identifier: GPL-3.0-or-later
#include "yaml/builder.hpp"

#include <doctest/doctest.h>
#include <yaml-cpp/mark.h>

#include <functional>
#include <string>

namespace thoth::yaml {
namespace {

constexpr auto block = YAML::EmitterStyle::Block;

YAML::Mark at(int offset) {
  YAML::Mark mark;
  mark.pos = offset;
  return mark;
}

/// A builder that the events of one document go into, as yaml-cpp would send them.
struct Events {
  explicit Events(const std::function<void(Builder&)>& send) {
    builder.OnDocumentStart(at(0));
    send(builder);
    builder.OnDocumentEnd();
  }
  std::string json() {
    const auto document = builder.release();
    std::string text;
    json::write(document->root(), text);
    return text;
  }
  Builder builder;
};

/// Where sending the events is refused.
std::size_t refused_at(const std::function<void(Builder&)>& send) {
  try {
    const Events events(send);
  } catch (const Fault& fault) {
    return fault.at;
  }
  FAIL("nothing was refused");
  return 0;
}

TEST_CASE("events become a tree: plain scalars by their look, quoted ones as strings") {
  Events events([](Builder& builder) {
    builder.OnMapStart(at(0), "?", 0, block);
    builder.OnScalar(at(0), "?", 0, "a");
    builder.OnSequenceStart(at(3), "?", 0, block);
    builder.OnScalar(at(4), "?", 0, "1");
    builder.OnScalar(at(6), "!", 0, "1");
    builder.OnNull(at(8), 0);
    builder.OnSequenceEnd();
    builder.OnMapEnd();
  });
  CHECK(events.json() == R"({"a":[1,"1",null]})");
}

TEST_CASE("an alias is a copy of what its anchor is on") {
  Events events([](Builder& builder) {
    builder.OnSequenceStart(at(0), "?", 0, block);
    builder.OnSequenceStart(at(1), "?", 7, block);
    builder.OnScalar(at(2), "?", 0, "x");
    builder.OnSequenceEnd();
    builder.OnAlias(at(9), 7);
    builder.OnSequenceEnd();
  });
  CHECK(events.json() == R"([["x"],["x"]])");
}

TEST_CASE("without a document there is none") {
  CHECK(Builder().release() == nullptr);
}

TEST_CASE("what is refused is refused where it stands") {
  CHECK(refused_at([](Builder& builder) { builder.OnDocumentStart(at(5)); }) == 5);
  CHECK(refused_at([](Builder& builder) { builder.OnAlias(at(3), 1); }) == 3);
  CHECK(refused_at([](Builder& builder) { builder.OnScalar(at(2), "!!int", 0, "1"); }) == 2);
  CHECK(refused_at([](Builder& builder) { builder.OnScalar(at(2), "?", 0, ".inf"); }) == 2);
  CHECK(refused_at([](Builder& builder) {
          builder.OnMapStart(at(0), "?", 0, block);
          builder.OnScalar(at(4), "?", 0, "1");
        }) == 4);
  CHECK(refused_at([](Builder& builder) {
          builder.OnMapStart(at(0), "?", 0, block);
          builder.OnScalar(at(4), "?", 0, "<<");
        }) == 4);
  CHECK(refused_at([](Builder& builder) {
          builder.OnMapStart(at(0), "?", 0, block);
          for (const int offset : {1, 6}) {
            builder.OnScalar(at(offset), "!", 0, "a");
            builder.OnNull(at(offset + 2), 0);
          }
          builder.OnMapEnd();
        }) == 6);
}

TEST_CASE("a mark that yaml-cpp does not know is the start") {
  CHECK(refused_at([](Builder& builder) { builder.OnAlias(YAML::Mark::null_mark(), 1); }) == 0);
}

TEST_CASE("values are nested as deep as they may be, and no deeper") {
  const auto nest = [](std::size_t levels) {
    return [levels](Builder& builder) {
      for (std::size_t i = 0; i < levels; ++i) builder.OnSequenceStart(at(static_cast<int>(i)), "?", 0, block);
      for (std::size_t i = 0; i < levels; ++i) builder.OnSequenceEnd();
    };
  };
  CHECK(Events(nest(max_depth)).json().size() == 2 * max_depth);
  CHECK(refused_at(nest(max_depth + 1)) == max_depth);
}

}  // namespace
}  // namespace thoth::yaml
