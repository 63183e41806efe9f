// SPDX-License-Identifier: GPL-3.0-or-later
#include "completion/words.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>

#include "kafka/topic_names.hpp"
#include "program/context.hpp"
#include "thoth/kafka/admin.hpp"
#include "thoth/kafka/config.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth::cli {
namespace {

/// How long a user waits after a key.
constexpr std::chrono::milliseconds patience{1000};

void add_topics(kafka::Admin& admin, const kafka::Wait& wait, std::vector<std::string>& words) {
  const auto topics = admin.list(wait);
  if (!topics) return;
  for (const kafka::TopicInfo& topic : *topics) {
    if (!kafka::is_internal(topic.name)) words.push_back(topic.name);
  }
}

void add_groups(kafka::Admin& admin, const kafka::Wait& wait, std::vector<std::string>& words) {
  const auto groups = admin.groups(wait);
  if (groups) words.insert(words.end(), groups->begin(), groups->end());
}

}  // namespace

std::vector<std::string> words_to_offer(CompletionWords kind, Context& context) {
  if (kind == CompletionWords::channels) return plain_words(context.types.channel_names());
  std::vector<std::string> words;
  if (kind != CompletionWords::groups) words = context.types.topics();
  if (kind == CompletionWords::types) return plain_words(std::move(words));
  const auto config = kafka_config(context);
  const bool is_named = config && config->is_set_by_user("bootstrap.servers");
  auto admin = is_named ? kafka::Admin::create(*config) : tl::unexpected<Error>(Error{});
  if (admin) {
    const kafka::Wait wait = context.wait(patience);
    kind == CompletionWords::topics ? add_topics(*admin, wait, words) : add_groups(*admin, wait, words);
  }
  return plain_words(std::move(words));
}

std::vector<std::string> plain_words(std::vector<std::string> words) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-:/@+";
  std::erase_if(words, [plain](const std::string& word) {
    return word.empty() || word.front() == '-' || word.find_first_not_of(plain) != std::string::npos;
  });
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

}  // namespace thoth::cli
