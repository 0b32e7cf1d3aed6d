// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/http/problem.h"

#include <nlohmann/json.hpp>

namespace qp::city::http {

namespace {

int status_of(Code code) {
    switch (code) {
        case Code::bad_argument:
        case Code::malformed:
        case Code::bad_signature:
            return 400;
        case Code::wrong_city:
            return 421;
        case Code::too_large:
            return 413;
        case Code::not_found:
            return 404;
        case Code::conflict:
            return 409;
        case Code::too_old:
            return 410;
        case Code::refused:
            return 403;
        case Code::unavailable:
        case Code::timeout:
            return 503;
        case Code::no_space:
            return 507;
        default:
            return 500;
    }
}

}  // namespace

Response problem(int status, std::string_view code, std::string_view detail) {
    const nlohmann::json body{{"type", "about:blank"},
                              {"title", reason_phrase(status)},
                              {"status", status},
                              {"code", std::string{code}},
                              {"detail", std::string{detail}}};
    Response response;
    response.status = status;
    response.set("Content-Type", "application/problem+json; charset=utf-8");
    response.set("Cache-Control", "no-store");
    if (status == 503 || status == 429) response.set("Retry-After", "5");
    // Foreign bytes may stand in the detail: what is no UTF-8 is replaced, never thrown.
    response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return response;
}

Response problem(const Error& error) {
    const int status = status_of(error.code);
    // What went wrong inside is the operator's to read in the log, not the sender's.
    return problem(status, name(error.code), status == 500 ? std::string_view{} : error.detail);
}

}  // namespace qp::city::http
