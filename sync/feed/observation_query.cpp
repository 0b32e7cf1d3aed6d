// SPDX-License-Identifier: EUPL-1.2
#include "sync/feed/observation_query.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

namespace qp::feed {

namespace {

Result<std::size_t> count_of(const std::string& name, const std::string& text, std::size_t max) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return fail(Code::bad_argument, name + ": not a whole number");
    return std::min(value, max);
}

std::vector<std::string> parts(std::string_view text, std::string_view separator) {
    std::vector<std::string> found;
    while (true) {
        const std::size_t at = text.find(separator);
        found.emplace_back(text.substr(0, at));
        if (at == std::string_view::npos) return found;
        text.remove_prefix(at + separator.size());
    }
}

// "phenomenonTime gt 2026-11-23T14:00:00Z", several joined by " and ".
Status apply_filter(const std::string& filter, ListQuery& query) {
    for (const std::string& condition : parts(filter, " and ")) {
        const auto words = parts(condition, " ");
        const auto at = words.size() == 3 ? from_iso(words[2]) : std::nullopt;
        if (!at || words[0] != "phenomenonTime")
            return fail(
                Code::bad_argument,
                "$filter: only phenomenonTime gt, ge, lt, le TIME is served, joined by and");
        const Milliseconds tick{1};
        if (words[1] == "gt") {
            query.after = std::max(query.after, *at);
        } else if (words[1] == "ge") {
            query.after = std::max(query.after, *at - tick);
        } else if (words[1] == "lt") {
            query.until = std::min(query.until, *at - tick);
        } else if (words[1] == "le") {
            query.until = std::min(query.until, *at);
        } else {
            return fail(Code::bad_argument, "$filter: unknown comparison '" + words[1] + "'");
        }
    }
    return {};
}

Status apply_order(const std::string& order, ListQuery& query) {
    if (order == "phenomenonTime" || order == "phenomenonTime asc") {
        query.is_ascending = true;
    } else if (order != "phenomenonTime desc") {
        return fail(Code::bad_argument, "$orderby: only phenomenonTime asc or desc is served");
    }
    return {};
}

Status refuse_unknown(const city::http::Request& request) {
    for (const std::string& pair : parts(request.query, "&")) {
        const auto name = city::http::percent_decoded(pair.substr(0, pair.find('=')), true);
        if (!name) return fail(Code::bad_argument, "a broken escape in the query");
        if (name->empty() || name->front() != '$') continue;
        constexpr std::string_view kServed[] = {"$top",    "$skip",   "$count",       "$orderby",
                                                "$filter", "$expand", "$resultFormat"};
        if (std::find(std::begin(kServed), std::end(kServed), *name) == std::end(kServed))
            return fail(Code::bad_argument, *name + " is not served");
    }
    return {};
}

}  // namespace

Result<ListQuery> list_query(const city::http::Request& request, Instant now,
                             Milliseconds history) {
    ListQuery query;
    query.after = now - history;
    query.until = now;
    if (auto known = refuse_unknown(request); !known) return fail(known.error());
    if (const auto top = request.parameter("$top")) {
        const auto value = count_of("$top", *top, kTopMax);
        if (!value) return fail(value.error());
        query.top = *value;
    }
    if (const auto skip = request.parameter("$skip")) {
        const auto value = count_of("$skip", *skip, 100'000'000);
        if (!value) return fail(value.error());
        query.skip = *value;
    }
    query.has_count = request.parameter("$count").value_or("false") == "true";
    query.expand = request.parameter("$expand").value_or("");
    const std::string format = request.parameter("$resultFormat").value_or("");
    if (!format.empty() && format != "dataArray")
        return fail(Code::bad_argument, "$resultFormat: only dataArray is served");
    query.is_data_array = format == "dataArray";
    if (const auto order = request.parameter("$orderby"))
        if (auto applied = apply_order(*order, query); !applied) return fail(applied.error());
    if (const auto filter = request.parameter("$filter")) {
        query.after = instant(0);  // a filter says itself where to begin
        if (auto applied = apply_filter(*filter, query); !applied) return fail(applied.error());
        // What was asked for may reach back for ever: a series has no beginning.
        query.after = std::max(query.after, now - history * 13);
    }
    return query;
}

}  // namespace qp::feed
