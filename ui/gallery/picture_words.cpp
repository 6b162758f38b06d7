// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/picture_words.h"

#include "app/library/asset_index.h"
#include "ui/kit/job_state_look.h"

namespace batchroom {

namespace {

constexpr int mostKnown = 512;
constexpr qsizetype mostWanted = 128; // what was asked for last is what is looked at
constexpr int promptStart = 80;

QString wordsOf(const Asset& asset)
{
    const QString prompt = asset.recipe.request.prompt.simplified();
    const QString start = prompt.size() > promptStart ? prompt.left(promptStart) + u'…' : prompt;
    return asset.name.isEmpty() || start.isEmpty() ? asset.name + start
                                                   : QStringLiteral("%1: %2").arg(asset.name, start);
}

} // namespace

PictureWords::PictureWords(const AssetIndex& index, QObject* parent)
    : QObject(parent)
    , m_index(index)
    , m_known(mostKnown)
{
    m_asking.setSingleShot(true);
    m_asking.setInterval(0);
    connect(&m_asking, &QTimer::timeout, this, &PictureWords::ask);
}

QString PictureWords::of(AssetId asset)
{
    if (const QString* known = m_known.object(asset))
        return *known;
    if (!m_wanted.contains(asset) && !m_asked.contains(asset)) {
        if (m_wanted.size() >= mostWanted)
            m_wanted.removeFirst();
        m_wanted.append(asset);
        if (m_asked.isEmpty())
            m_asking.start();
    }
    return {};
}

// One question at a time, for all that were wanted meanwhile.
void PictureWords::ask()
{
    m_asked = std::exchange(m_wanted, {});
    m_index.assets(m_asked).then(this, [this](const Result<QList<Asset>>& assets) {
        QList<AssetId> found;
        if (assets)
            for (const Asset& asset : *assets) {
                m_known.insert(asset.id, new QString(wordsOf(asset)));
                found.append(asset.id);
            }
        m_asked.clear();
        if (!m_wanted.isEmpty())
            m_asking.start();
        if (!found.isEmpty())
            Q_EMIT arrived(found);
    });
}

QString reviewWords(const AssetRow& row)
{
    const QString decision = lookOf(static_cast<Decision>(row.decision)).word;
    return row.rating == 0 ? PictureWords::tr("%1, not rated").arg(decision)
                           : PictureWords::tr("%1, rated %2 of 5").arg(decision, QString::number(row.rating));
}

} // namespace batchroom
