// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/event_import.h"

#include "app/catalog/catalog.h"
#include "app/library/asset_repository.h"
#include "app/library/asset_store.h"
#include "app/net/http_client.h"
#include "app/store/store.h"

#include <QCoreApplication>

namespace batchroom {

namespace {

// As for pictures of our own.
constexpr HttpLimits limits{std::chrono::seconds(10), std::chrono::seconds(180), 64 * 1024 * 1024};

QString tr(const char* text)
{
    return QCoreApplication::translate("EventImport", text);
}

struct Refusal {
    QString reason;
    bool canRepeat = false;
    std::optional<std::chrono::milliseconds> retryAfter{};
};
template <typename T>
using Either = std::variant<T, Refusal>;

Refusal refusalOf(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Network:
    case ErrorCode::DiskFull:
    case ErrorCode::FileAccess:
    case ErrorCode::Database: return {error.what, true};
    default: return {error.what};
    }
}

bool isOfNow(int status)
{
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

Either<QByteArray> fetched(HttpClient& client, const QUrl& address, const std::stop_token& stop)
{
    const Result<ReceivedAnswer> answer = client.download(address, pictureRules(address), stop, limits);
    if (!answer)
        return refusalOf(answer.error());
    if (answer->isSuccess())
        return answer->body;
    return Refusal{tr("%1 answered with status %2 instead of the picture.").arg(address.host()).arg(answer->status),
        isOfNow(answer->status), answer->retryAfter};
}

Recipe recipeOf(const EventFact& fact, const ToldPicture& picture, const QUrl& address, const Catalog& catalog)
{
    Recipe recipe;
    const Model* model = catalog.model(fact.model);
    recipe.request.model = model ? model->id : fact.model;
    recipe.request.prompt = fact.prompt;
    recipe.request.seed = picture.seed;
    recipe.returnedPrompt = picture.prompt;
    recipe.seed = picture.seed;
    recipe.account = fact.sender;
    recipe.createdMs = fact.atMs;
    recipe.metadata = fact.metadata;
    recipe.metadata.insert(QStringLiteral("sender"), fact.sender);
    recipe.metadata.insert(QStringLiteral("source"), displayUrl(address));
    if (!fact.reference.isEmpty())
        recipe.metadata.insert(QStringLiteral("sender_job"), fact.reference);
    return recipe;
}

class EventPictures {
public:
    EventPictures(const ImportTools& tools, const EventFact& fact, const ImportPolicy& policy, std::stop_token stop)
        : m_tools(tools)
        , m_fact(fact)
        , m_policy(policy)
        , m_stop(std::move(stop))
        , m_client(tools.clock)
    {
    }

    ImportTry run()
    {
        if (m_fact.pictures.size() > mostToldPictures || m_fact.pictures.isEmpty()) {
            m_done.missing = static_cast<int>(m_fact.pictures.size());
            m_done.problem = importOffer(m_fact, m_policy).obstacle;
            return m_done;
        }
        for (qsizetype at = 0; at < m_fact.pictures.size() && !m_done.isStopped; ++at)
            take(at);
        return m_done;
    }

private:
    void take(qsizetype at)
    {
        const QString origin = m_fact.key + QLatin1Char('#') + QString::number(at);
        const auto known = m_tools.store.read<std::optional<AssetRow>>(
            [&](Connection& connection) { return assetOfOrigin(connection, origin); });
        if (known && *known) {
            m_done.assets.append((*known)->id);
            return;
        }
        if (!known) {
            refuse(refusalOf(known.error()));
            return;
        }
        const ToldPicture& picture = m_fact.pictures.at(at);
        const Result<QUrl> address = pictureAddress(picture.address, m_policy);
        if (!address) {
            refuse(refusalOf(address.error()));
            return;
        }
        const Either<QByteArray> bytes = fetched(m_client, *address, m_stop);
        if (m_stop.stop_requested())
            m_done.isStopped = true;
        else if (const auto* refusal = std::get_if<Refusal>(&bytes))
            refuse(*refusal);
        else
            store(origin, picture, *address, std::get<QByteArray>(bytes));
    }

    void store(const QString& origin, const ToldPicture& picture, const QUrl& address, const QByteArray& bytes)
    {
        const QString name = m_fact.metadata.value(QStringLiteral("name"), m_fact.reference);
        const Result<ImportedAsset> stored = m_tools.originals.addImport(bytes,
            {.origin = origin,
                .campaign = importCampaign(m_fact),
                .name = name,
                .expectedSize = picture.size,
                .recipe = recipeOf(m_fact, picture, address, m_tools.catalog)});
        if (!stored) {
            refuse(refusalOf(stored.error()));
            return;
        }
        m_done.assets.append(stored->row.id);
        if (stored->isNew)
            m_done.added.append(stored->row);
    }

    void refuse(const Refusal& refusal)
    {
        if (m_done.missing++ == 0)
            m_done.problem = refusal.reason;
        m_done.canRepeat = m_done.canRepeat || refusal.canRepeat;
        if (refusal.retryAfter)
            m_done.retryAfter = std::max(*refusal.retryAfter, m_done.retryAfter.value_or(std::chrono::milliseconds(0)));
    }

    const ImportTools& m_tools;
    const EventFact& m_fact;
    const ImportPolicy& m_policy;
    const std::stop_token m_stop;
    HttpClient m_client;
    ImportTry m_done;
};

} // namespace

ImportTry importPictures(
    const ImportTools& tools, const EventFact& fact, const ImportPolicy& policy, std::stop_token stop)
{
    return EventPictures(tools, fact, policy, std::move(stop)).run();
}

QString importCampaign(const EventFact& fact)
{
    return fact.campaign.isEmpty() ? tr("Made elsewhere") : fact.campaign;
}

QString sentenceOf(const ImportTry& done, const EventFact& fact)
{
    QStringList sentences;
    const qsizetype there = done.assets.size() - done.added.size();
    if (done.added.size() == 1)
        sentences.append(tr("1 picture was imported into “%1”.").arg(importCampaign(fact)));
    else if (!done.added.isEmpty())
        sentences.append(tr("%1 pictures were imported into “%2”.").arg(done.added.size()).arg(importCampaign(fact)));
    if (there == 1)
        sentences.append(
            done.added.isEmpty() ? tr("The picture is in the library already.") : tr("1 was in the library already."));
    else if (there > 1)
        sentences.append(tr("%1 are in the library already.").arg(there));
    if (done.missing == 1)
        sentences.append(tr("1 picture was not imported: %1").arg(done.problem));
    else if (done.missing > 1)
        sentences.append(tr("%1 pictures were not imported: %2").arg(done.missing).arg(done.problem));
    else if (sentences.isEmpty())
        sentences.append(done.problem);
    return sentences.join(QLatin1Char(' '));
}

} // namespace batchroom
