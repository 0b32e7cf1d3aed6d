// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/http/wire.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace qp::city::http {

namespace {

std::string date_now() {
    constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 64> text;
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                  kDays[utc.tm_wday], utc.tm_mday, kMonths[utc.tm_mon], utc.tm_year + 1900,
                  utc.tm_hour, utc.tm_min, utc.tm_sec);
    return text.data();
}

void add_field(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ");
    for (const char c : value) head.push_back(c == '\r' || c == '\n' || c == '\0' ? ' ' : c);
    head.append("\r\n");
}

struct BodySize {
    std::uint64_t operator()(const std::string& text) const { return text.size(); }
    std::uint64_t operator()(const SharedBytes& bytes) const { return bytes->size(); }
    std::uint64_t operator()(const FileBody& file) const { return file.size; }
    std::uint64_t operator()(const StreamBody&) const { return 0; }
    std::uint64_t operator()(const EventStream&) const { return 0; }
    std::uint64_t operator()(const LongPoll&) const { return 0; }
};

bool has_dot_part(std::string_view path) {
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::string_view part = path.substr(0, path.find('/'));
        if (part == "." || part == "..") return true;
        path.remove_prefix(part.size());
    }
    return false;
}

}  // namespace

std::optional<Target> parsed_target(std::string_view target) {
    if (target.empty() || target.front() != '/') return std::nullopt;
    const std::size_t question = target.find('?');
    auto path = percent_decoded(target.substr(0, question), false);
    if (!path || has_dot_part(*path)) return std::nullopt;
    Target result{std::move(*path), {}};
    if (question != std::string_view::npos) result.query = target.substr(question + 1);
    return result;
}

bool may_have_body(int status) {
    return status != 204 && status != 304;
}

std::string head_bytes(const Response& response, bool keeps_alive, bool is_chunked) {
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + " " +
                       reason_phrase(response.status) + "\r\n";
    for (const Header& header : response.headers) add_field(head, header.name, header.value);
    if (is_chunked)
        add_field(head, "Transfer-Encoding", "chunked");
    else if (may_have_body(response.status) && !std::holds_alternative<StreamBody>(response.body))
        add_field(head, "Content-Length", std::to_string(std::visit(BodySize{}, response.body)));
    add_field(head, "Date", date_now());
    add_field(head, "Connection", keeps_alive ? "keep-alive" : "close");
    return head + "\r\n";
}

std::string chunk_bytes(std::string_view piece) {
    std::array<char, 24> size;
    std::snprintf(size.data(), size.size(), "%zx\r\n", piece.size());
    return std::string{size.data()}.append(piece).append("\r\n");
}

}  // namespace qp::city::http
