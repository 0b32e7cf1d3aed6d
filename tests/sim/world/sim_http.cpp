// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/sim_http.h"

#include <cassert>
#include <fstream>

namespace qp::sim {
namespace {

Bytes read_part(const city::http::FileBody& part) {
    Bytes bytes(part.size);
    std::ifstream file{part.path, std::ios::binary};
    file.seekg(static_cast<std::streamoff>(part.offset));
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    assert(file);
    return bytes;
}

}  // namespace

city::http::Request as_http(const Asked& request) {
    city::http::Request http;
    http.method = request.method;
    const std::size_t mark = request.target.find('?');
    http.path = request.target.substr(0, mark);
    if (mark != std::string::npos) http.query = request.target.substr(mark + 1);
    if (!request.content_type.empty())
        http.headers.push_back({"content-type", request.content_type});
    if (!request.range.empty()) http.headers.push_back({"range", request.range});
    if (!request.if_range.empty()) http.headers.push_back({"if-range", request.if_range});
    http.body = request.body;
    return http;
}

Said as_said(const city::http::Response& response) {
    Said said;
    said.status = response.status;
    said.content_type = std::string{response.header("Content-Type")};
    said.hash = std::string{response.header("Quartierpuls-Hash")};
    said.key = std::string{response.header("Quartierpuls-Key")};
    said.signature = std::string{response.header("Quartierpuls-Signature")};
    if (const auto* text = std::get_if<std::string>(&response.body)) {
        const BytesView bytes = as_bytes(*text);
        said.body.assign(bytes.begin(), bytes.end());
    } else if (const auto* part = std::get_if<city::http::FileBody>(&response.body)) {
        said.body = read_part(*part);
        said.whole_bytes = part->offset + part->size;  // a range always reaches to the end here
    }
    return said;
}

}  // namespace qp::sim
