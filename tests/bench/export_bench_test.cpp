// SPDX-License-Identifier: GPL-3.0-or-later
// What an export costs: processor time of one source for three presets against the floors of its parts, measured in the
// same rounds, the likeness to an exact filter, and the memory of two workers. Prints figures; judges none by the
// clock.
#include "app/delivery/render_variant.h"
#include "app/imaging/picture_buffers.h"
#include "app/imaging/png_chunks.h"
#include "tests/delivery/library_with_assets.h"
#include "tests/imaging/lanczos_reference.h"
#include "tests/imaging/sample_pictures.h"

#include <QElapsedTimer>
#include <QTest>

#include <cstdio>
#include <ctime>
#include <thread>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

using namespace batchroom;

namespace {

constexpr int pictures = 12;
constexpr QSize sourceSize(2048, 2048);

double threadMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

double processMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

template <typename Work>
double costOf(Work work)
{
    const double before = threadMilliseconds();
    work();
    return threadMilliseconds() - before;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

double anonymousMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("RssAnon:"))
            return line.mid(8).trimmed().split(' ').front().toDouble() / 1024;
    return 0;
}

void returnFreeMemory()
{
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

QList<Preset> presets()
{
    const auto preset = [](const char* id, QSize size) {
        Preset made;
        made.id = QString::fromLatin1(id);
        made.size = size;
        return made;
    };
    return {preset("og", QSize(1200, 630)), preset("ig_sq", QSize(1080, 1080)), preset("x_header", QSize(1500, 500))};
}

// The highest anonymous memory while it lives, looked at every two milliseconds.
class MemoryWatch {
public:
    MemoryWatch()
        : m_thread([this](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                m_peak = std::max(m_peak.load(), anonymousMegabytes());
                std::this_thread::yield();
                timespec pause{0, 2'000'000};
                nanosleep(&pause, nullptr);
            }
        })
    {
    }
    double stop()
    {
        m_thread.request_stop();
        m_thread.join();
        return m_peak;
    }

private:
    std::atomic<double> m_peak = 0;
    std::jthread m_thread;
};

} // namespace

class ExportBench : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qint64 bytes = 0;
        for (quint32 seed = 1; seed <= pictures; ++seed) {
            EncodeOptions png;
            png.format = PictureFormat::Png;
            m_sources.append(*encodePicture(samples::photo(sourceSize, seed), png));
            bytes += m_sources.back().size();
        }
        std::printf("sources: %d PNGs of 2048 x 2048, mean %.2f MB\n", pictures, double(bytes) / pictures / 1e6);
    }

    void costsLittleMoreThanItsParts()
    {
        ExportOptions options;
        options.presets = presets();
        options.recipe = WriteRecipe::No;
        EncodeOptions jpeg;
        std::vector<double> whole;
        std::vector<double> decode;
        std::vector<double> scale;
        std::vector<double> encode;
        std::vector<double> plainQt;
        const KeepPictureBuffers keep;
        for (int round = 0; round < 2; ++round) {
            for (const QByteArray& source : std::as_const(m_sources)) {
                whole.push_back(costOf([&] {
                    const Result<QImage> picture = decodePicture(source);
                    for (const Preset& preset : std::as_const(options.presets))
                        QVERIFY(renderVariant(*picture, Asset(), preset, options));
                }));
                QImage picture;
                decode.push_back(costOf([&] { picture = *decodePicture(source); }));
                QList<QImage> scaled;
                scale.push_back(costOf([&] {
                    for (const Preset& preset : std::as_const(options.presets))
                        scaled.append(
                            resampled(picture, coverCrop(picture.size(), preset.size, QPointF(0.5, 0.5)), preset.size));
                }));
                encode.push_back(costOf([&] {
                    for (const QImage& image : std::as_const(scaled))
                        QVERIFY(encodePicture(image, jpeg));
                }));
                const double before = processMilliseconds(); // Qt scales on threads of its own
                const QImage read = QImage::fromData(source, "png").convertToFormat(QImage::Format_RGB32);
                for (const Preset& preset : std::as_const(options.presets))
                    samples::saved(read.copy(coverCrop(read.size(), preset.size, QPointF(0.5, 0.5)))
                                       .scaled(preset.size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation),
                        "jpeg", 85);
                plainQt.push_back(processMilliseconds() - before);
            }
        }
        const double floor = median(decode) + median(scale) + median(encode);
        std::printf(
            "CPU per source, median ms: whole %.1f | decode %.1f + Lanczos %.1f + JPEG %.1f = %.1f | ratio %.2f "
            "| plain Qt %.1f (%.2f x)\n",
            median(whole), median(decode), median(scale), median(encode), floor, median(whole) / floor, median(plainQt),
            median(plainQt) / median(whole));
    }

    void costsOfTheOtherFormats()
    {
        const KeepPictureBuffers keep;
        for (const PictureFormat format : {PictureFormat::WebP, PictureFormat::Png}) {
            ExportOptions options;
            options.presets = presets();
            options.recipe = WriteRecipe::No;
            options.format = format;
            std::vector<double> whole;
            qint64 bytes = 0;
            for (const QByteArray& source : std::as_const(m_sources)) {
                whole.push_back(costOf([&] {
                    const Result<QImage> picture = decodePicture(source);
                    for (const Preset& preset : std::as_const(options.presets))
                        bytes += renderVariant(*picture, Asset(), preset, options)->bytes.size();
                }));
            }
            std::printf("%s: CPU per source, median %.1f ms, three files %.0f KB\n", qPrintable(extensionOf(format)),
                median(whole), double(bytes) / pictures / 1e3);
        }
    }

    void looksLikeTheExactFilter()
    {
        double worst = 1;
        double sum = 0;
        double noise = 0;
        int count = 0;
        for (qsizetype index = 0; index < 2; ++index) {
            const QImage picture = *decodePicture(m_sources[index]);
            for (const Preset& preset : presets()) {
                const QRect crop = coverCrop(picture.size(), preset.size, QPointF(0.5, 0.5));
                const QImage exact = samples::lanczosReference(picture, crop, preset.size);
                const QImage ours = resampled(picture, crop, preset.size);
                const double likeness = samples::ssim(ours, exact);
                worst = std::min(worst, likeness);
                sum += likeness;
                noise += samples::psnr(ours, exact);
                ++count;
            }
        }
        std::printf(
            "against exact Lanczos-3: SSIM mean %.5f, worst %.5f, PSNR %.1f dB\n", sum / count, worst, noise / count);
        QVERIFY(worst >= 0.999);
    }

    void needsLittleMemoryForTwoWorkers()
    {
        test::LibraryWithAssets library;
        QList<Asset> assets;
        for (const QByteArray& source : std::as_const(m_sources))
            assets.append(library.add(source, QStringLiteral("png"), sourceSize, QStringLiteral("picture")));
        m_sources.clear();
        returnFreeMemory();
        ExportOptions options;
        options.presets = presets();
        options.folder = library.folder(QStringLiteral("out"));
        options.recipe = WriteRecipe::No;
        const double before = anonymousMegabytes();
        MemoryWatch watch;
        QElapsedTimer timer;
        timer.start();
        const double cpuBefore = processMilliseconds();
        const Result<ExportSummary> summary =
            test::onWorker([&] { return runExport(assets, options, *library.originals, *library.store, {}, {}, 2); });
        const double cpu = processMilliseconds() - cpuBefore;
        const double seconds = double(timer.elapsed()) / 1e3;
        const double peak = watch.stop();
        QVERIFY(summary);
        QCOMPARE(summary->variants.size(), pictures * 3);
        std::printf(
            "runExport, 2 workers: peak anonymous memory %.0f MB (%.0f MB before), %.1f pictures/s, %.1f ms CPU "
            "per source with files, hashes and rows\n",
            peak, before, pictures * 3 / seconds, cpu / pictures);
    }

private:
    QList<QByteArray> m_sources;
};

QTEST_GUILESS_MAIN(ExportBench)
#include "export_bench_test.moc"
