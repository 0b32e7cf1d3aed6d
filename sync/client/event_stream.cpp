// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/event_stream.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>

#include "core/replica/pause.h"
#include "sync/client/event_parser.h"

namespace qp::client {
namespace {

// Longer than the city lets a long poll wait.
constexpr Deadlines kPollDeadlines{Milliseconds{5000}, Milliseconds{60000}, Milliseconds{60000}};
constexpr Milliseconds kRetryMin{1000};
constexpr Milliseconds kRetryMax{60000};
constexpr int kPollFailuresMax = 3;
constexpr std::size_t kPollBytesMax = 256;

using SteadyClock = std::chrono::steady_clock;

struct Stream {
    CURL* handle;
    EventParser parser;
    const std::function<void()>& on_wake;
    const StopFlag& stop;
    SteadyClock::time_point first_word_until;
    bool is_open = false;
};

std::size_t take(char* data, std::size_t, std::size_t size, void* context) {
    auto& stream = *static_cast<Stream*>(context);
    if (!stream.is_open) {
        long status = 0;
        char* type = nullptr;
        curl_easy_getinfo(stream.handle, CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(stream.handle, CURLINFO_CONTENT_TYPE, &type);
        // A captive portal's page is no stream.
        if (status != 200 || !type || std::string_view{type}.rfind("text/event-stream", 0) != 0)
            return 0;
        stream.is_open = true;
        stream.on_wake();
    }
    for (const std::string& event : stream.parser.feed({data, size}))
        if (event == "change") stream.on_wake();
    return size;
}

// libcurl asks this about once a second, also while nothing comes.
int ends_where_deaf(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const auto& stream = *static_cast<const Stream*>(context);
    return stream.stop || (!stream.is_open && SteadyClock::now() > stream.first_word_until) ? 1 : 0;
}

std::size_t gather(char* data, std::size_t, std::size_t size, void* context) {
    auto& body = *static_cast<std::string*>(context);
    if (body.size() + size > kPollBytesMax) return 0;
    body.append(data, size);
    return size;
}

// {"seq":N}; nothing for whatever else answers.
std::optional<std::uint64_t> seq_in(std::string_view body) {
    constexpr std::string_view kBegin = "{\"seq\":";
    if (body.substr(0, kBegin.size()) != kBegin) return std::nullopt;
    std::uint64_t seq = 0;
    const char* const last = body.data() + body.size();
    const auto [end, error] = std::from_chars(body.data() + kBegin.size(), last, seq);
    return error == std::errc{} &&
                   std::string_view{end, static_cast<std::size_t>(last - end)} == "}"
               ? std::optional{seq}
               : std::nullopt;
}

}  // namespace

EventStream::EventStream(const Address& address, Random& random, std::function<void()> on_wake,
                         EventTimes times)
    : address_{address},
      random_{random},
      on_wake_{std::move(on_wake)},
      times_{times},
      thread_{[this] { run(); }} {}

EventStream::~EventStream() {
    {
        const std::lock_guard lock{mutex_};
        stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void EventStream::hurry() {
    {
        const std::lock_guard lock{mutex_};
        is_hurried_ = true;
    }
    changed_.notify_all();
}

void EventStream::run() {
    int failures = 0;
    while (!stop_) {
        const Heard heard = read_stream();
        if (stop_) return;
        if (heard == Heard::silence) poll_for_a_while();
        failures = heard == Heard::something ? 0 : failures + 1;
        if (!stop_) wait_before_retry(failures);
    }
}

EventStream::Heard EventStream::read_stream() {
    const Deadlines deadlines{Milliseconds{5000}, Milliseconds{0}, times_.silence};
    Connection connection{address_, deadlines, stop_};
    connection.reset("/api/v1/events");
    connection.add_header("Accept: text/event-stream");
    Stream stream{connection.handle(), {}, on_wake_, stop_, SteadyClock::now() + times_.first_word};
    curl_easy_setopt(stream.handle, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(stream.handle, CURLOPT_WRITEDATA, &stream);
    curl_easy_setopt(stream.handle, CURLOPT_XFERINFOFUNCTION, ends_where_deaf);
    curl_easy_setopt(stream.handle, CURLOPT_XFERINFODATA, &stream);
    // Otherwise how it ends does not matter: it is opened again, and the replica's own timer fills
    // the gap.
    const Status ended = connection.perform();
    const bool is_deaf = !stream.is_open && SteadyClock::now() > stream.first_word_until;
    const bool fell_silent = stream.is_open && !ended && ended.error().code == Code::timeout;
    if (is_deaf || fell_silent) return Heard::silence;
    return stream.is_open ? Heard::something : Heard::nothing;
}

void EventStream::poll_for_a_while() {
    const auto until = SteadyClock::now() + times_.long_polls;
    std::optional<std::uint64_t> known;
    int failures = 0;
    while (!stop_ && SteadyClock::now() < until && failures < kPollFailuresMax) {
        failures = poll_once(known) ? 0 : failures + 1;
        if (failures > 0 && !stop_) wait_before_retry(failures);
    }
}

// The first answer comes at once and wakes: nobody knows what was missed.
bool EventStream::poll_once(std::optional<std::uint64_t>& known) {
    Connection connection{address_, kPollDeadlines, stop_};
    connection.reset("/api/v1/wake" + (known ? "?known=" + std::to_string(*known) : ""));
    std::string body;
    curl_easy_setopt(connection.handle(), CURLOPT_WRITEFUNCTION, gather);
    curl_easy_setopt(connection.handle(), CURLOPT_WRITEDATA, &body);
    if (!connection.perform() || connection.status() != 200) return false;
    const auto seq = seq_in(body);
    if (!seq) return false;
    if (known != seq) on_wake_();
    known = seq;
    return true;
}

void EventStream::wait_before_retry(int failures) {
    const Milliseconds longest =
        std::min(kRetryMax, kRetryMin * (std::int64_t{1} << std::min(failures, 10)));
    const Milliseconds wait = replica::jitter(random_, kRetryMin / 2, longest);
    std::unique_lock lock{mutex_};
    is_hurried_ = false;
    changed_.wait_for(lock, wait, [this] { return stop_ || is_hurried_; });
}

}  // namespace qp::client
