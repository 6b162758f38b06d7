// SPDX-License-Identifier: GPL-3.0-or-later
// The free half of SandboxService: polls, links and pictures.
#include "app/sandbox/damaged_picture.h"
#include "app/sandbox/sandbox_answers.h"
#include "app/sandbox/sandbox_service.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace batchroom {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds pollWindow{10'000};

bool isId(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9_-]{22}$"));
    return form.match(text).hasMatch();
}

} // namespace

qint64 SandboxService::linkExpiry(const SandboxGeneration& generation) const
{
    return generation.created.count() / 1000 + m_options.linkLifetime.count();
}

QJsonArray SandboxService::dataOf(
    const SandboxGeneration& generation, const Call& call, bool isLegacy, bool isPoll) const
{
    const QString host = QStringLiteral("http://") + QString::fromLatin1(call.request.header("Host"));
    const qint64 expiry = linkExpiry(generation);
    QJsonArray data;
    for (const SandboxImage& image : generation.images) {
        const QString link = isLegacy ? QStringLiteral("%1/api/images/direct/%2").arg(host, image.id)
                                      : QStringLiteral("%1/api/images/ephemeral/%2.png?exp=%3&sig=%4")
                                            .arg(host, image.id)
                                            .arg(expiry)
                                            .arg(m_book.signature(image.id, expiry));
        QJsonObject item{{QStringLiteral("url"), image.isWithheld ? QString() : link},
            {QStringLiteral("prompt"), generation.prompt},
            {QStringLiteral("resolution"), resolutionText(image.paint.size)},
            {QStringLiteral("seed"), image.paint.seed}, {QStringLiteral("is_image_safe"), !image.isWithheld}};
        if (isLegacy && !generation.style.isEmpty())
            item.insert(QStringLiteral("style_type"), generation.style);
        if (isPoll) {
            item.insert(QStringLiteral("object_type"), QStringLiteral("image.generation"));
            item.insert(QStringLiteral("asset_id"), image.id);
        }
        data.append(item);
    }
    return data;
}

void SandboxService::poll(Call& call, const QString& id)
{
    count([](SandboxStats& stats) { ++stats.polls; });
    const SandboxGeneration* generation = isId(id) ? m_book.generation(id) : nullptr;
    call.fault = m_faults.next(FaultPlace::Poll, generation ? generation->images.constFirst().paint.prompt : QString());
    if (endsEarly(call))
        return;
    if (pollsTooOften()) {
        const milliseconds wait = m_polls.head() + pollWindow - m_clock.steady();
        answer(call, tooManyPollsAnswer(std::max(1, static_cast<int>((wait.count() + 999) / 1000))));
        return;
    }
    if (!generation) {
        answer(call,
            isId(id) ? errorAnswer(404, QStringLiteral("There is no generation %1.").arg(id))
                     : errorAnswer(400, QStringLiteral("This is no generation id.")));
        return;
    }
    QJsonObject body{
        {QStringLiteral("generation_id"), generation->id}, {QStringLiteral("created"), wireTime(generation->created)}};
    const bool isFinished = m_clock.steady() >= generation->finishes;
    if (!isFinished) {
        body.insert(QStringLiteral("status"), QStringLiteral("pending"));
    } else if (!generation->failure.isEmpty()) {
        body.insert(QStringLiteral("status"), QStringLiteral("failed"));
        body.insert(QStringLiteral("failure_reason"), generation->failure);
    } else {
        body.insert(QStringLiteral("status"), QStringLiteral("completed"));
        body.insert(QStringLiteral("response_type"), QStringLiteral("url"));
        body.insert(QStringLiteral("data"), dataOf(*generation, call, false, true));
    }
    answer(call, HttpResponse::json(200, QJsonDocument(body).toJson(QJsonDocument::Compact)));
}

bool SandboxService::pollsTooOften()
{
    const milliseconds now = m_clock.steady();
    while (!m_polls.isEmpty() && m_polls.head() + pollWindow <= now)
        m_polls.dequeue();
    if (m_polls.size() >= m_options.maxPolls)
        return true;
    m_polls.enqueue(now);
    return false;
}

void SandboxService::image(Call& call, const QString& id, bool isSigned)
{
    count([&](SandboxStats& stats) {
        ++stats.downloads;
        if (call.request.hasHeader("Api-Key"))
            ++stats.keysOnImageHost;
    });
    const auto known = m_book.image(id);
    call.fault = m_faults.next(FaultPlace::Image, known ? known->first.paint.prompt : QString());
    if (endsEarly(call))
        return;
    const qint64 expiry = isSigned ? call.request.query.queryItemValue(QStringLiteral("exp")).toLongLong()
                                   : (known ? known->second.count() / 1000 + m_options.linkLifetime.count() : 0);
    const bool signatureIsRight =
        !isSigned || call.request.query.queryItemValue(QStringLiteral("sig")) == m_book.signature(id, expiry);
    const bool isExpired = m_clock.now().count() / 1000 >= expiry;
    const FaultKind fault = call.fault ? call.fault->kind : FaultKind::Delay;
    if (call.request.method != "GET" && call.request.method != "HEAD") {
        answer(call, errorAnswer(405, QStringLiteral("Use GET.")));
    } else if (isSigned && !signatureIsRight) {
        answer(call, errorAnswer(403, QStringLiteral("The signature of this link is not valid.")));
    } else if (!known || known->first.isWithheld) {
        answer(call, errorAnswer(404, QStringLiteral("There is no such image.")));
    } else if (isExpired || fault == FaultKind::ExpiredLink) {
        answer(call, errorAnswer(403, QStringLiteral("This link has expired.")));
    } else {
        PaintRequest paint = known->first.paint;
        if (fault == FaultKind::WrongSizeImage)
            paint.size /= 2;
        const QString shelfId = fault == FaultKind::WrongSizeImage ? id + QStringLiteral("/half") : id;
        m_shelf.fetch(shelfId, paint, [this, reply = call.reply, action = call.fault, fault](const QByteArray& png) {
            HttpResponse response;
            response.status = png.isEmpty() ? 500 : 200;
            response.contentType = "image/png";
            response.body = damagedPicture(fault, png);
            const HttpRequest none;
            answer({none, reply, action}, response);
        });
    }
}

} // namespace batchroom
