// SPDX-License-Identifier: EUPL-1.2
// Everything public as CSV and JSON, without sign-in: /opendata/ and below. Exports are made piece
// by piece while they are sent, so their length does not matter to memory.
//
// CSV: RFC 4180 with ';' (what German spreadsheets expect), CR LF, UTF-8 with a byte-order mark
// (without it they read umlauts wrongly), decimal point, times in UTC. A value that is not known is
// an empty field.
#pragma once

#include <string>

#include "core/base/ports.h"
#include "sync/city/http/message.h"
#include "sync/city/storage/reader.h"

namespace qp::city::opendata {

class OpenData {
public:
    struct Parts {
        Clock& clock;
        storage::Reader& reader;
        std::string licence;
        std::string publisher;
    };
    explicit OpenData(Parts parts) : parts_{std::move(parts)} {}

    static bool is_mine(const std::string& path);
    void handle(const http::Request& request, const http::Reply& reply);

private:
    http::Response index_page() const;
    http::Response index_json() const;
    http::Response export_of(const std::string& name, bool is_csv);

    Parts parts_;
};

}  // namespace qp::city::opendata
