// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"

/// Message types for tests of services.
namespace types {

/// Two versions of one type.
struct Asked {
  thoth::ByName by_name{};
  thoth::Required<std::string> component_name;
  thoth::Required<std::string> question;
  thoth::Required<std::string> service_version;
  std::optional<std::string> version{};

  static constexpr auto contract() {
    return thoth::Contract{"test.asked", "v1", "A question", thoth::field<&Asked::question>("question", "It")};
  }
};
struct AskedAgain {
  thoth::ByName by_name{};
  thoth::Required<std::string> component_name;
  thoth::Required<std::string> language;
  thoth::Required<std::string> question;
  thoth::Required<std::string> service_version;
  std::optional<std::string> version{};

  static constexpr auto contract() {
    using M = AskedAgain;
    return thoth::Contract{"test.asked", "v2", "A question", thoth::field<&M::question>("question", "It"),
                           thoth::field<&M::language>("language", "Its language", thoth::Secret::yes)};
  }
};
/// What handlers send.
struct Answered {
  thoth::ByName by_name{};
  thoth::Required<std::string> answer;
  thoth::Required<std::string> component_name;
  thoth::Required<std::string> service_version;
  std::optional<std::string> version{};

  static constexpr auto contract() {
    return thoth::Contract{"test.answered", "v1", "An answer", thoth::field<&Answered::answer>("answer", "It")};
  }
};

inline Asked asked(std::string question) {
  return {.component_name = "test", .question = std::move(question), .service_version = "1"};
}
inline AskedAgain asked_again(std::string question) {
  return {.component_name = "test", .language = "en", .question = std::move(question), .service_version = "1"};
}
inline Answered answered(std::string answer) {
  return {.answer = std::move(answer), .component_name = "test", .service_version = "1"};
}

/// On the wire.
template <class M>
std::string bytes(const M& message) {
  return thoth::encode(message).value();
}

}  // namespace types
