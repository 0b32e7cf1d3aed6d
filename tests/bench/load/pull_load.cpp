// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/load/pull_load.h"

#include <algorithm>
#include <chrono>

#include "core/ops/pull.h"
#include "tests/bench/load/http_connection.h"
#include "tests/bench/load/process_time.h"
#include "tests/bench/load/push_load.h"

namespace qp::bench {

namespace {

using SteadyClock = std::chrono::steady_clock;

// Nothing is newer, so that the page is empty and tells the city's epoch.
Result<ops::ServerEpoch> epoch_of(HttpConnection& connection, const ops::City& city) {
    auto answer = connection.exchange(get_request("/api/v1/pull?scope=bench-nowhere"));
    if (!answer) return fail(answer.error());
    const auto page = ops::decode_page(as_bytes(answer->body), city.id);
    if (!page) return fail(page.error());
    return page->server_epoch;
}

}  // namespace

Result<PullFigures> run_pulls(const PullOptions& options) {
    const auto city = fetch_city(options.port, options.genesis);
    if (!city) return fail(city.error());
    auto connection = HttpConnection::open(options.port);
    if (!connection) return fail(connection.error());
    const auto epoch = epoch_of(*connection, city->city);
    if (!epoch) return fail(epoch.error());
    const ops::Cursor cursor{*epoch, options.newest_seq - options.changes,
                             ops::scopes_hash(options.scopes)};
    const std::string request =
        get_request("/api/v1/pull?scope=" + ops::join_scopes(options.scopes) +
                    "&cursor=" + to_base64url(encode(cursor)));

    const std::uint64_t bytes_before = connection->bytes_down();
    const double cpu_before = process_ms(options.pid);
    std::vector<double> waited_ms;
    std::string last;
    for (std::uint64_t pull = 0; pull < options.pulls; ++pull) {
        const auto begun = SteadyClock::now();
        auto answer = connection->exchange(request);
        if (!answer) return fail(answer.error());
        waited_ms.push_back(
            std::chrono::duration<double, std::milli>(SteadyClock::now() - begun).count());
        last = std::move(answer->body);
    }
    const auto page = ops::decode_page(as_bytes(last), city->city.id);
    if (!page) return fail(page.error());
    if (page->changes.size() != options.changes || page->has_more)
        return fail(Code::refused, "a page of " + std::to_string(page->changes.size()) +
                                       " changes instead of the newest " +
                                       std::to_string(options.changes));
    std::sort(waited_ms.begin(), waited_ms.end());
    const auto pulls = static_cast<double>(options.pulls);
    return PullFigures{waited_ms[waited_ms.size() / 2],
                       (process_ms(options.pid) - cpu_before) / pulls,
                       (connection->bytes_down() - bytes_before) / options.pulls};
}

}  // namespace qp::bench
