// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "support/test_folder.hpp"
#include "thoth/json.hpp"
#include "thoth/violation.hpp"

/// The contract vectors of tests/vectors (its README says what a line holds).
namespace thoth::test {

struct Vector {
  std::string name;  ///< file and line, for messages
  std::string topic;
  std::string contents;
  bool valid = false;
  std::map<std::string, Code> violations;  ///< by pointer
  std::vector<std::string> stricter;       ///< pointers that must be among ours
  std::string wire;                        ///< canonical
};

inline Code code_of(std::string_view reference_name) {
  if (reference_name == "value_error.missing") return Code::missing;
  if (reference_name == "type_error.none.not_allowed") return Code::null;
  return Code::type;
}

inline Vector read_vector(const json::Node& line) {
  Vector vector;
  vector.topic = line.find("topic_name")->text;
  vector.contents = line.find("contents")->text;
  vector.valid = line.find("valid")->truth;
  if (const auto* wire = line.find("wire")) json::write(*wire, vector.wire);
  if (const auto* violations = line.find("violations")) {
    for (const auto& violation : violations->items) {
      vector.violations.emplace(violation.find("pointer")->text, code_of(violation.find("type")->text));
    }
  }
  if (const auto* stricter = line.find("stricter")) {
    for (const auto& violation : stricter->items) vector.stricter.emplace_back(violation.find("pointer")->text);
  }
  return vector;
}

/// All vectors of a file of tests/vectors.
inline std::vector<Vector> load_vectors(const std::string& file) {
  std::ifstream in(test_folder() + "/vectors/" + file);
  if (!in) throw std::runtime_error("cannot open tests/vectors/" + file);
  std::vector<Vector> vectors;
  std::string line;
  while (std::getline(in, line)) {
    const auto parsed = json::parse(line);
    if (!parsed.violations.empty()) throw std::runtime_error(file + ": " + parsed.violations.front().message());
    vectors.push_back(read_vector(parsed.document->root()));
    vectors.back().name = file + ":" + std::to_string(vectors.size());
  }
  return vectors;
}

}  // namespace thoth::test
