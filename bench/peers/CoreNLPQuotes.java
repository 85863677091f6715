import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.pipeline.Annotation;
import edu.stanford.nlp.pipeline.QuoteAttributionAnnotator;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import edu.stanford.nlp.util.CoreMap;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObject;
import javax.json.JsonObjectBuilder;

/**
 * Stanford CoreNLP's quote annotator: a quotation with its marks is content, the mention it is given to is its source.
 *
 * <p>CoreNLPQuotes VERSION GOLD.jsonl ALL.jsonl ATTRIBUTED.jsonl: ATTRIBUTED lacks the quotations without a mention.
 * What it cost goes to files named like them with .about.json after it.
 */
final class CoreNLPQuotes {
  public static void main(String[] args) throws IOException {
    Properties settings = new Properties();
    settings.setProperty("annotators", "tokenize,ssplit,pos,lemma,ner,depparse,coref,quote");
    // Without this a headline and the paragraph below it are one sentence.
    settings.setProperty("ssplit.newlineIsSentenceBreak", "always");
    settings.setProperty("threads", "1");
    StanfordCoreNLP pipeline = new StanfordCoreNLP(settings);

    int articles = 0;
    int refused = 0;
    long spent = 0;
    try (PrintWriter all = new PrintWriter(Files.newBufferedWriter(Path.of(args[2])));
        PrintWriter attributed = new PrintWriter(Files.newBufferedWriter(Path.of(args[3])))) {
      for (String line : Files.readAllLines(Path.of(args[1]))) {
        JsonObject article = Json.createReader(new StringReader(line)).readObject();
        String text = article.getString("text");
        articles++;
        Annotation document = new Annotation(text);
        long from = System.nanoTime();
        try {
          pipeline.annotate(document);
        } catch (RuntimeException e) {
          System.err.println(article.getString("id") + ": " + e);
          refused++;
          document.set(CoreAnnotations.QuotationsAnnotation.class, List.of());
        }
        spent += System.nanoTime() - from;
        write(all, article.getString("id"), document, false);
        write(attributed, article.getString("id"), document, true);
      }
    }
    String figures =
        String.format(
            Locale.ROOT,
            "\"version\": \"%s\", \"articles\": %d, \"parts\": %d, \"refused\": %d, \"seconds\": %.3f}%n",
            args[0], articles, articles, refused, spent / 1e9);
    Files.writeString(Path.of(args[2] + ".about.json"), "{\"tool\": \"CoreNLP quote\", " + figures);
    Files.writeString(Path.of(args[3] + ".about.json"), "{\"tool\": \"CoreNLP quote, with speaker\", " + figures);
  }

  private static void write(PrintWriter out, String id, Annotation document, boolean onlyAttributed) {
    int[] bytes = offsets(document.get(CoreAnnotations.TextAnnotation.class));
    List<CoreLabel> tokens = document.get(CoreAnnotations.TokensAnnotation.class);
    JsonArrayBuilder attributions = Json.createArrayBuilder();
    // Quotations given to the same mention are pieces of one content, as in the corpus.
    Map<List<Integer>, JsonArrayBuilder> contents = new LinkedHashMap<>();
    for (CoreMap quote : document.get(CoreAnnotations.QuotationsAnnotation.class)) {
      int begin = quote.get(CoreAnnotations.CharacterOffsetBeginAnnotation.class);
      int end = quote.get(CoreAnnotations.CharacterOffsetEndAnnotation.class);
      Integer first = quote.get(QuoteAttributionAnnotator.MentionBeginAnnotation.class);
      Integer last = quote.get(QuoteAttributionAnnotator.MentionEndAnnotation.class);
      if (first != null && last != null) {
        List<Integer> mention = List.of(tokens.get(first).beginPosition(), tokens.get(last).endPosition());
        contents.computeIfAbsent(mention, m -> Json.createArrayBuilder()).add(span(bytes, begin, end));
      } else if (!onlyAttributed) {
        JsonArrayBuilder content = Json.createArrayBuilder().add(span(bytes, begin, end));
        attributions.add(attribution(Json.createArrayBuilder(), content));
      }
    }
    contents.forEach(
        (mention, content) -> {
          JsonArrayBuilder source = Json.createArrayBuilder().add(span(bytes, mention.get(0), mention.get(1)));
          attributions.add(attribution(source, content));
        });
    out.println(Json.createObjectBuilder().add("id", id).add("attributions", attributions).build());
  }

  private static JsonObjectBuilder attribution(JsonArrayBuilder source, JsonArrayBuilder content) {
    return Json.createObjectBuilder()
        .add("source", source)
        .add("cue", Json.createArrayBuilder())
        .add("content", content);
  }

  private static JsonArrayBuilder span(int[] bytes, int begin, int end) {
    return Json.createArrayBuilder().add(bytes[begin]).add(bytes[end]);
  }

  /** Where each UTF-16 unit of the text begins in its UTF-8, and where the text ends. */
  private static int[] offsets(String text) {
    int[] bytes = new int[text.length() + 1];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // A pair of surrogates takes four bytes: two for each half.
      bytes[i + 1] = bytes[i] + (c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3);
    }
    return bytes;
  }
}
